package dev.durable.autoconfigure.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityArguments;
import dev.durable.activity.DynamicActivity;
import dev.durable.annotation.Activity;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

class ActivityBeansTests {

    @Test
    void findsBeanOfAnAnnotatedClass() {
        try (AnnotationConfigApplicationContext context = context(Payments.class)) {
            assertThat(beans(context).find()).extracting(ActivityBean::type).containsExactly(Payments.class);
        }
    }

    @Test
    void findsBeanByAnAnnotatedInterface() {
        try (AnnotationConfigApplicationContext context = context(ParcelShipping.class)) {
            assertThat(beans(context).find()).extracting(ActivityBean::type).containsExactly(Shipping.class);
        }
    }

    @Test
    void findsBeanByAnAnnotatedSuperclass() {
        try (AnnotationConfigApplicationContext context = context(CardPayments.class)) {
            assertThat(beans(context).find()).extracting(ActivityBean::type).containsExactly(Payments.class);
        }
    }

    @Test
    void findsBeanForEveryAnnotatedTypeOfItsHierarchy() {
        try (AnnotationConfigApplicationContext context = context(ShippingPayments.class)) {
            assertThat(beans(context).find())
                    .extracting(ActivityBean::type)
                    .containsExactlyInAnyOrder(Payments.class, Shipping.class);
        }
    }

    @Test
    void findsBeanOfAMethodThatReturnsAnInterface() {
        try (AnnotationConfigApplicationContext context = context(InterfaceBeans.class)) {
            assertThat(beans(context).find()).containsExactly(new ActivityBean(Shipping.class, "shipping"));
        }
    }

    @Test
    void ordinaryBeansAreNoActivities() {
        try (AnnotationConfigApplicationContext context = context(Object.class, InterfaceBeans.class)) {
            assertThat(beans(context).find()).hasSize(1);
        }
    }

    @Test
    void findsTheBeanForActivitiesThatAreNotDeclared() {
        try (AnnotationConfigApplicationContext context = context(Payments.class, AnythingElse.class)) {
            ActivityBeans beans = beans(context);

            String name = beans.findDynamic().orElseThrow();

            assertThat(beans.getDynamic(name)).isInstanceOf(AnythingElse.class);
            assertThat(beans.find()).as("it is no activity type").hasSize(1);
        }
    }

    @Test
    void applicationNeedsNoBeanForActivitiesThatAreNotDeclared() {
        try (AnnotationConfigApplicationContext context = context(Payments.class)) {
            assertThat(beans(context).findDynamic()).isEmpty();
        }
    }

    @Test
    void severalBeansForActivitiesThatAreNotDeclaredAreRefused() {
        try (AnnotationConfigApplicationContext context = context(AnythingElse.class, AnythingAtAll.class)) {
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> beans(context).findDynamic())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_BEAN_NOT_UNIQUE));
        }
    }

    @Test
    void lazyBeanIsFoundWithoutBeingCreated() {
        try (AnnotationConfigApplicationContext context = context(LazyPayments.class)) {
            ActivityBeans beans = beans(context);

            ActivityBean found = beans.find().get(0);
            assertThat(context.getBeanFactory().containsSingleton(found.beanName()))
                    .isFalse();

            assertThat(beans.get(found)).isInstanceOf(LazyPayments.class);
        }
    }

    @Test
    void beansAreFoundBeforeAnyIsCreated() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Payments.class, InterfaceBeans.class);
            context.addBeanFactoryPostProcessor(factory -> {
                assertThat(new ActivityBeans(factory).find())
                        .extracting(ActivityBean::type)
                        .containsExactlyInAnyOrder(Payments.class, Shipping.class);
                assertThat(factory.containsSingleton("shipping")).isFalse();
            });
            context.refresh();
        }
    }

    @Test
    void prototypeIsCreatedForEachLookup() {
        try (AnnotationConfigApplicationContext context = context(PrototypePayments.class)) {
            ActivityBeans beans = beans(context);
            ActivityBean found = beans.find().get(0);

            assertThat(beans.get(found)).isNotSameAs(beans.get(found));
        }
    }

    @Test
    void beanBehindAClassProxyIsFound() {
        try (AnnotationConfigApplicationContext context = context(ClassProxies.class, TransactionalPayments.class)) {
            ActivityBeans beans = beans(context);

            ActivityBean found = beans.find().get(0);

            assertThat(found.type()).isEqualTo(TransactionalPayments.class);
            assertThat(beans.get(found)).matches(AopUtils::isCglibProxy);
        }
    }

    @Test
    void beanBehindAnInterfaceProxyIsFoundByItsAnnotatedInterface() {
        try (AnnotationConfigApplicationContext context =
                context(InterfaceProxies.class, TransactionalShipping.class)) {
            ActivityBeans beans = beans(context);

            ActivityBean found = beans.find().get(0);

            assertThat(found.type()).isEqualTo(Shipping.class);
            assertThat(beans.get(found)).matches(AopUtils::isJdkDynamicProxy);
        }
    }

    @Test
    void interfaceProxyThatHidesAnAnnotatedClassIsReported() {
        try (AnnotationConfigApplicationContext context = context(InterfaceProxies.class, HiddenActivities.class)) {
            ActivityBeans beans = beans(context);
            ActivityBean hidden = beans.find().get(0);

            assertThatExceptionOfType(BeanNotOfRequiredTypeException.class).isThrownBy(() -> beans.get(hidden));
        }
    }

    @Test
    void scopedBeanCountsOnce() {
        try (AnnotationConfigApplicationContext context = context(ScopedPayments.class)) {
            assertThat(beans(context).find())
                    .singleElement()
                    .satisfies(found -> assertThat(found.beanName()).doesNotStartWith("scopedTarget."));
        }
    }

    @Test
    void primaryBeanIsTakenOfSeveral() {
        try (AnnotationConfigApplicationContext context = context(SeveralWithPrimary.class)) {
            assertThat(beans(context).find()).containsExactly(new ActivityBean(Shipping.class, "second"));
        }
    }

    @Test
    void fallbackBeanIsNotTakenOfSeveral() {
        try (AnnotationConfigApplicationContext context = context(SeveralWithFallback.class)) {
            assertThat(beans(context).find()).containsExactly(new ActivityBean(Shipping.class, "first"));
        }
    }

    @Test
    void severalEqualBeansAreRefused() {
        try (AnnotationConfigApplicationContext context = context(Several.class)) {
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> beans(context).find())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_BEAN_NOT_UNIQUE))
                    .withMessageContaining("is implemented by 2 beans: first, second");
        }
    }

    @Test
    void beanThatOptedOutOfAutowiringIsLeftOut() {
        try (AnnotationConfigApplicationContext context = context(OptedOut.class)) {
            assertThat(beans(context).find()).containsExactly(new ActivityBean(Shipping.class, "second"));
        }
    }

    @Test
    void beansOfParentContextsAreFound() {
        try (AnnotationConfigApplicationContext parent = context(Payments.class);
                AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setParent(parent);
            context.refresh();

            assertThat(beans(context).find()).extracting(ActivityBean::type).containsExactly(Payments.class);
        }
    }

    private static AnnotationConfigApplicationContext context(Class<?>... classes) {
        return new AnnotationConfigApplicationContext(classes);
    }

    private static ActivityBeans beans(AnnotationConfigApplicationContext context) {
        ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
        return new ActivityBeans(beanFactory);
    }

    @Activity
    static class Payments {

        public String charge(String order) {
            return order;
        }
    }

    static class CardPayments extends Payments {}

    @Activity
    interface Shipping {

        void ship(String order);
    }

    static class ParcelShipping implements Shipping {

        @Override
        public void ship(String order) {}
    }

    static class ShippingPayments extends Payments implements Shipping {

        @Override
        public void ship(String order) {}
    }

    @Lazy
    static class LazyPayments extends Payments {}

    @Scope("prototype")
    static class PrototypePayments extends Payments {}

    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class ScopedPayments extends Payments {}

    @Activity
    static class TransactionalPayments {

        @Transactional
        public void charge() {}
    }

    static class TransactionalShipping implements Shipping {

        @Override
        @Transactional
        public void ship(String order) {}
    }

    interface Port {

        void call();
    }

    @Activity
    static class HiddenActivities implements Port {

        @Override
        @Transactional
        public void call() {}
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    @Configuration(proxyBeanMethods = false)
    static class ClassProxies {}

    @EnableTransactionManagement(proxyTargetClass = false)
    @Configuration(proxyBeanMethods = false)
    static class InterfaceProxies {}

    @Configuration(proxyBeanMethods = false)
    static class InterfaceBeans {

        @Bean
        Shipping shipping() {
            return new ParcelShipping();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {

        @Bean
        Shipping first() {
            return new ParcelShipping();
        }

        @Bean
        Shipping second() {
            return new ParcelShipping();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralWithPrimary {

        @Bean
        Shipping first() {
            return new ParcelShipping();
        }

        @Bean
        @Primary
        Shipping second() {
            return new ParcelShipping();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralWithFallback {

        @Bean
        Shipping first() {
            return new ParcelShipping();
        }

        @Bean
        @Fallback
        Shipping second() {
            return new ParcelShipping();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OptedOut {

        @Bean(autowireCandidate = false)
        Shipping first() {
            return new ParcelShipping();
        }

        @Bean
        Shipping second() {
            return new ParcelShipping();
        }
    }

    static class AnythingElse implements DynamicActivity {

        @Override
        public Object execute(String activityType, ActivityArguments arguments) {
            return activityType;
        }
    }

    static class AnythingAtAll extends AnythingElse {}
}
