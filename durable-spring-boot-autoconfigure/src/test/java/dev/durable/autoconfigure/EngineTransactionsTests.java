package dev.durable.autoconfigure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import dev.durable.store.BusinessTransactions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.annotation.Transactional;

/** Which activities are executed in transactions of the engine, in an application with two databases and two transaction managers. */
class EngineTransactionsTests {

    @Test
    void plainTransactionalIsThatOfThePrimaryManager() {
        in(EnginesIsPrimary.class, transactions -> {
            assertThat(isTransactional(transactions, Plain.class)).isTrue();
            assertThat(isTransactional(transactions, Jakarta.class)).isTrue();
            assertThat(isTransactional(transactions, ByInterface.class)).isTrue();
        });
        in(OtherIsPrimary.class, transactions -> {
            assertThat(isTransactional(transactions, Plain.class)).isFalse();
            assertThat(isTransactional(transactions, Jakarta.class)).isFalse();
            assertThat(isTransactional(transactions, ByInterface.class)).isFalse();
        });
    }

    @Test
    void managerMayBeNamedByMethodClassMetaAnnotationQualifierAndProperty() {
        in(EnginesIsPrimary.class, transactions -> {
            assertThat(isTransactional(transactions, NamesOther.class)).isFalse();
            assertThat(isTransactional(transactions, MetaAnnotated.class)).isFalse();
            assertThat(isTransactional(transactions, Qualified.class)).isFalse();
            assertThat(isTransactional(transactions, NamesByProperty.class)).isFalse();
        });
        in(OtherIsPrimary.class, transactions -> {
            assertThat(isTransactional(transactions, NamesEngines.class)).isTrue();
            assertThat(isTransactional(transactions, QualifiedAsEngines.class)).isTrue();
        });
    }

    @Test
    void managerThatAConfigurerChoosesGoesBeforeThePrimaryOne() {
        in(ConfiguredOther.class, transactions -> {
            assertThat(isTransactional(transactions, Plain.class)).isFalse();
            assertThat(isTransactional(transactions, NamesEngines.class)).isTrue();
        });
    }

    @Test
    void noTransactionOfTheEngineIsLeftToWhoeverWantsNone() {
        in(EnginesIsPrimary.class, transactions -> {
            assertThat(isTransactional(transactions, Apart.class)).isFalse();
            assertThat(isTransactional(transactions, JakartaApart.class)).isFalse();
            assertThat(isTransactional(transactions, Never.class)).isFalse();
            assertThat(isTransactional(transactions, ReadOnly.class)).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NamesOther.class,
                MetaAnnotated.class,
                Qualified.class,
                NamesByProperty.class,
                Apart.class,
                JakartaApart.class,
                Never.class,
                ReadOnly.class
            })
    void declaredActivityMustBeAbleToJoinTheEnginesTransaction(Class<?> activity) {
        in(
                EnginesIsPrimary.class,
                transactions -> assertThatExceptionOfType(DurableException.class)
                        .isThrownBy(
                                () -> transactions.methodsOf(activity).isTransactional(activity.getMethod("run"), true))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_TRANSACTION_FOREIGN))
                        .withMessageContaining(activity.getName() + ".run"));
    }

    /** It is there for injection, and Spring goes on to the manager that it would use without. */
    @Test
    void qualifierOfTheClassThatNamesNoManagerIsOfNoInterest() {
        in(
                EnginesIsPrimary.class,
                transactions -> assertThat(isTransactional(transactions, QualifiedForInjection.class))
                        .isTrue());
    }

    @Test
    void managerThatDoesNotExistIsReported() {
        in(EnginesIsPrimary.class, transactions -> assertUnknown(transactions, NamesNone.class, "'missing'"));
    }

    @Test
    void severalManagersOfWhichNoneIsMeantAreReported() {
        in(NoneIsPrimary.class, transactions -> {
            assertUnknown(transactions, Plain.class, "2 transaction managers");
            assertThat(isTransactional(transactions, NamesEngines.class)).isTrue();
        });
    }

    /** Then nothing heeds the annotation but the engine, which knows its manager. */
    @Test
    void managersNeedNotBeToldApartWithoutTransactionManagement() {
        in(
                NothingHeedsAnnotations.class,
                transactions ->
                        assertThat(isTransactional(transactions, Plain.class)).isFalse());
    }

    @Test
    void storeWithTransactionsOfItsOwnHasThemAroundThoseOfTheManager() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(EnginesIsPrimary.class)) {
            List<BusinessTransactions> inner = new ArrayList<>();
            EngineTransactions transactions = new EngineTransactions(
                    context.getBeanFactory(), context.getBean("enginesDatabase", DataSource.class), application -> {
                        inner.add(requireNonNull(application));
                        return application;
                    });

            assertThat(transactions.begin()).containsSame(inner.get(0));
            assertThat(isTransactional(transactions, Plain.class)).isTrue();
            assertThat(isTransactional(transactions, NamesOther.class)).isFalse();
        }
    }

    /** A slice has no managers; in production there most likely is one for what is only annotated. */
    @Test
    void withoutAnyManagerTransactionalIsThatOfAStoreWithTransactionsOfItsOwn() throws NoSuchMethodException {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(NoManagers.class)) {
            BusinessTransactions own = (name, timeout, work, beforeCommit) -> BusinessTransactions.End.COMMITTED;
            EngineTransactions transactions =
                    new EngineTransactions(context.getBeanFactory(), null, application -> own);

            assertThat(transactions.begin()).containsSame(own);
            assertThat(isTransactional(transactions, Plain.class)).isTrue();
            assertThat(isTransactional(transactions, Apart.class)).isFalse();
            assertThat(transactions.methodsOf(Plain.class).isTransactional(Plain.class.getMethod("run"), true))
                    .isTrue();
        }
    }

    private static void assertUnknown(EngineTransactions transactions, Class<?> activity, String what) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> isTransactional(transactions, activity))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_TRANSACTION_UNKNOWN))
                .withMessageContaining(activity.getName() + ".run")
                .withMessageContaining(what);
    }

    private static boolean isTransactional(EngineTransactions transactions, Class<?> activity) {
        try {
            return transactions.methodsOf(activity).isTransactional(activity.getMethod("run"), false);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static void in(Class<?> application, Consumer<EngineTransactions> test) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("shop.transactions", "others")));
            context.register(application);
            context.refresh();
            DataSource engines = context.getBean("enginesDatabase", DataSource.class);
            test.accept(new EngineTransactions(
                    context.getBeanFactory(), new EngineDatabase(engines, DatabasePlatform.H2, TableNames.DEFAULT)));
        }
    }

    static class TwoDatabases {

        @Bean
        DataSource enginesDatabase() {
            return new DriverManagerDataSource("jdbc:h2:mem:engines");
        }

        @Bean
        DataSource othersDatabase() {
            return new DriverManagerDataSource("jdbc:h2:mem:others");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoManagers {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class EnginesIsPrimary extends TwoDatabases {

        @Bean
        @Primary
        PlatformTransactionManager engines(DataSource enginesDatabase) {
            return new JdbcTransactionManager(enginesDatabase);
        }

        @Bean
        PlatformTransactionManager others(DataSource othersDatabase) {
            return new JdbcTransactionManager(othersDatabase);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class OtherIsPrimary extends TwoDatabases {

        @Bean
        PlatformTransactionManager engines(DataSource enginesDatabase) {
            return new JdbcTransactionManager(enginesDatabase);
        }

        @Bean
        @Primary
        PlatformTransactionManager others(DataSource othersDatabase) {
            return new JdbcTransactionManager(othersDatabase);
        }
    }

    static class TwoManagers extends TwoDatabases {

        @Bean
        PlatformTransactionManager engines(DataSource enginesDatabase) {
            return new JdbcTransactionManager(enginesDatabase);
        }

        @Bean
        PlatformTransactionManager others(DataSource othersDatabase) {
            return new JdbcTransactionManager(othersDatabase);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class NoneIsPrimary extends TwoManagers {}

    @Configuration(proxyBeanMethods = false)
    static class NothingHeedsAnnotations extends TwoManagers {}

    @Configuration(proxyBeanMethods = false)
    static class ConfiguredOther extends EnginesIsPrimary {

        @Bean
        TransactionManagementConfigurer choice(@Qualifier("others") PlatformTransactionManager others) {
            return () -> others;
        }
    }

    static class Plain {

        @Transactional
        public void run() {}
    }

    @jakarta.transaction.Transactional
    static class Jakarta {

        public void run() {}
    }

    @Transactional
    interface Runs {

        void run();
    }

    static class ByInterface implements Runs {

        @Override
        public void run() {}
    }

    @Transactional("others")
    static class NamesOther {

        public void run() {}
    }

    static class NamesEngines {

        @Transactional(transactionManager = "engines")
        public void run() {}
    }

    static class NamesByProperty {

        @Transactional("${shop.transactions}")
        public void run() {}
    }

    static class NamesNone {

        @Transactional("missing")
        public void run() {}
    }

    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Transactional("others")
    @interface OthersTransaction {}

    @OthersTransaction
    static class MetaAnnotated {

        public void run() {}
    }

    @Qualifier("others")
    static class Qualified {

        @Transactional
        public void run() {}
    }

    @Qualifier("card")
    @Transactional
    static class QualifiedForInjection {

        public void run() {}
    }

    @Qualifier("engines")
    @Transactional
    static class QualifiedAsEngines {

        public void run() {}
    }

    static class Apart {

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void run() {}
    }

    static class JakartaApart {

        @jakarta.transaction.Transactional(jakarta.transaction.Transactional.TxType.REQUIRES_NEW)
        public void run() {}
    }

    static class Never {

        @Transactional(propagation = Propagation.NEVER)
        public void run() {}
    }

    static class ReadOnly {

        @Transactional(readOnly = true)
        public void run() {}
    }
}
