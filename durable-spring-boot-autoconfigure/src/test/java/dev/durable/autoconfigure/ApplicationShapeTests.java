package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.autoconfigure.apps.orders.CustomerOrder;
import dev.durable.autoconfigure.apps.orders.CustomerOrders;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.WorkflowClient;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The starter works in every shape of application, and the application's persistence works on beside it. */
class ApplicationShapeTests {

    private final ApplicationContextRunner jdbc = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    private final ApplicationContextRunner jpa = jdbc.withConfiguration(AutoConfigurations.of(
                    HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class))
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop");

    @Test
    void plainJpaApplication() {
        jpa.withUserConfiguration(PlainApplication.class).run(worksWithRepositories());
    }

    @Test
    void applicationThatScansForEntities() {
        jpa.withUserConfiguration(ScanningApplication.class).run(worksWithRepositories());
    }

    @Test
    void applicationThatScansForEntitiesAndRepositories() {
        jpa.withUserConfiguration(AllScanningApplication.class).run(worksWithRepositories());
    }

    @Test
    void applicationWithAPersistenceUnitOfItsOwn() {
        jpa.withUserConfiguration(OwnUnitApplication.class).run(worksWithRepositories());
    }

    @Test
    void applicationWithoutJpa() {
        jdbc.withClassLoader(new FilteredClassLoader("org.springframework.data", "org.springframework.boot.hibernate"))
                .withBean(OptionalUnit.class)
                .run(context -> {
                    works(context);
                    assertThat(context)
                            .getBean(PlatformTransactionManager.class)
                            .isInstanceOf(JdbcTransactionManager.class);
                    assertThat(context.getBean(OptionalUnit.class).unit).isNull();
                });
    }

    @Test
    void applicationWhoseScriptsRunAfterItsPersistenceUnits() {
        jpa.withUserConfiguration(PlainApplication.class)
                .withPropertyValues("spring.jpa.defer-datasource-initialization=true")
                .run(worksWithRepositories());
    }

    @Test
    void applicationThatInitializesItsBeansLazily() {
        jpa.withUserConfiguration(PlainApplication.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(worksWithRepositories());
    }

    @Test
    void applicationThatValidatesItsOwnTablesOnly() {
        jpa.withUserConfiguration(NoEntitiesApplication.class)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsOfTheApplicationsUnitDoNotReachOurs() {
        jpa.withUserConfiguration(PlainApplication.class)
                .withPropertyValues(
                        "spring.jpa.hibernate.naming.physical-strategy=org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl",
                        "spring.jpa.properties.hibernate.default_schema=elsewhere",
                        "spring.jpa.hibernate.ddl-auto=none")
                .run(context -> {
                    works(context);
                    assertThat(ours(context).getSessionFactoryOptions().getDefaultSchema())
                            .isNull();
                });
    }

    @Test
    void injectionSeesTheApplicationsUnitOnly() {
        jpa.withUserConfiguration(PlainApplication.class)
                .withBean(InjectedBean.class)
                .run(context -> {
                    InjectedBean injected = context.getBean(InjectedBean.class);
                    SessionFactory theirs = context.getBean("entityManagerFactory", SessionFactory.class);
                    assertThat(injected.unit.unwrap(SessionFactory.class))
                            .isSameAs(theirs.unwrap(SessionFactory.class));
                    assertThat(injected.autowiredUnit).isSameAs(context.getBean("entityManagerFactory"));
                    assertThat(injected.entityManager.getMetamodel().getEntities())
                            .extracting("name")
                            .containsExactly("CustomerOrder");
                    assertThat(context.getBean(EntityManagerFactory.class))
                            .isSameAs(context.getBean("entityManagerFactory"));
                });
    }

    private static ContextConsumer<AssertableApplicationContext> worksWithRepositories() {
        return context -> {
            works(context);
            assertThat(context).getBean(PlatformTransactionManager.class).isInstanceOf(JpaTransactionManager.class);
            CustomerOrders orders = context.getBean(CustomerOrders.class);
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> orders.save(new CustomerOrder("order-1")));
            assertThat(orders.findById("order-1")).isPresent();
        };
    }

    private static void works(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed().hasSingleBean(WorkflowClient.class);
        assertThat(context.getBean(JdbcTemplate.class).queryForObject("select count(*) from durable_run", Long.class))
                .isZero();
        assertThat(ours(context).getMetamodel().getEntities())
                .isNotEmpty()
                .extracting(entity -> entity.getJavaType().getPackageName())
                .containsOnly("dev.durable.jpa");
    }

    private static SessionFactoryImplementor ours(AssertableApplicationContext context) {
        return context.getBean("durableEntityManagerFactory", EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = CustomerOrder.class)
    static class PlainApplication {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    @Import(ShopActivities.class)
    static class NoEntitiesApplication {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = CustomerOrder.class)
    @EntityScan(basePackageClasses = CustomerOrder.class)
    static class ScanningApplication {}

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = CustomerOrder.class)
    @EnableJpaRepositories(basePackageClasses = CustomerOrder.class)
    static class AllScanningApplication {}

    @Configuration(proxyBeanMethods = false)
    @EnableJpaRepositories(basePackageClasses = CustomerOrder.class)
    static class OwnUnitApplication {

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(dataSource);
            factory.setPersistenceUnitName("shop");
            factory.setManagedTypes(PersistenceManagedTypes.of(CustomerOrder.class.getName()));
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", "create-drop");
            return factory;
        }
    }

    static class OptionalUnit {

        @Autowired(required = false)
        @Nullable
        EntityManagerFactory unit;
    }

    static class InjectedBean {

        @PersistenceContext
        @Nullable
        EntityManager entityManager;

        @PersistenceUnit
        @Nullable
        EntityManagerFactory unit;

        @Autowired
        @Nullable
        EntityManagerFactory autowiredUnit;
    }
}
