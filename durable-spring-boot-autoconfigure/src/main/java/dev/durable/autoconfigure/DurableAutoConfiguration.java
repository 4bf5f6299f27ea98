package dev.durable.autoconfigure;

import dev.durable.activity.ActivityContext;
import dev.durable.autoconfigure.discovery.ActivityBeans;
import dev.durable.autoconfigure.discovery.AsyncActivities;
import dev.durable.autoconfigure.discovery.WorkflowBeanGuard;
import dev.durable.autoconfigure.discovery.WorkflowClasses;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.DurableEngineBuilder;
import dev.durable.engine.time.SystemTime;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.PayloadConverter;
import dev.durable.schedule.ScheduleClient;
import dev.durable.store.DurableStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of durable execution: an engine over the application's database that executes the application's
 * {@link dev.durable.annotation.Workflow} classes and {@link dev.durable.annotation.Activity} beans, and a
 * {@link WorkflowClient} and a {@link ScheduleClient}. {@code durable.enabled=false} switches all of it off.
 *
 * <p>It adds nothing that would make other auto-configurations back off: the application's persistence units, repositories,
 * transaction managers, executors and JSON mapper stay as they are.
 */
@AutoConfiguration(
        after = DataSourceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "durable.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DurableProperties.class)
@Import({
    DurableStoreConfiguration.class,
    DurablePayloadConfiguration.class,
    DurableContextConfiguration.class,
    DurableExtensionConfiguration.class,
    DurableEventConfiguration.class
})
public final class DurableAutoConfiguration {

    /** Not with the store, which may be a parent context's: this one may have transaction managers, too. */
    @Bean
    static NotedTransactionEnds durableNotedTransactionEnds() {
        return new NotedTransactionEnds();
    }

    @Bean
    static WorkflowBeanGuard durableWorkflowBeanGuard() {
        return new WorkflowBeanGuard();
    }

    @Bean
    static LazyInitializationExcludeFilter durableLazyInitializationExcludeFilter() {
        return LazyInitializationExcludeFilter.forBeanTypes(DurableEngineLifecycle.class);
    }

    @Bean
    ActivityBeans durableActivityBeans(ConfigurableListableBeanFactory beanFactory) {
        return new ActivityBeans(beanFactory);
    }

    @Bean
    EngineTransactions durableEngineTransactions(
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<EngineDatabase> database,
            ObjectProvider<StoreTransactions> storeTransactions,
            @DurableDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> all) {
        StoreTransactions ofStore = storeTransactions.getIfAvailable();
        return ofStore == null
                ? new EngineTransactions(beanFactory, database.getIfAvailable())
                : new EngineTransactions(beanFactory, marked.getIfAvailable(all::getIfUnique), ofStore);
    }

    @Bean
    ActivityTransactions durableActivityTransactions(
            ConfigurableListableBeanFactory beanFactory, EngineTransactions transactions, ActivityBeans activities) {
        return new ActivityTransactions(beanFactory, transactions, activities);
    }

    @Bean
    WorkflowClasses durableWorkflowClasses(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        return new WorkflowClasses(beanFactory, environment);
    }

    @Bean
    @ConditionalOnMissingBean
    PayloadConverter durablePayloadConverter(ObjectProvider<DurablePayloadCustomizer> customizers) {
        return new JacksonPayloadConverter(
                builder -> customizers.orderedStream().forEach(customizer -> customizer.customize(builder)));
    }

    /** A bean, so that its thread ends with the context, and that tests can put another one in its place. */
    @Bean
    @ConditionalOnMissingBean(TimeSource.class)
    SystemTime durableTimeSource() {
        return new SystemTime("durable-timer");
    }

    @Bean
    @ConditionalOnMissingBean
    DurableEngine durableEngine(
            DurableStore store,
            DurableProperties properties,
            PayloadConverter payloadConverter,
            TimeSource timeSource,
            WorkflowClasses workflows,
            ActivityBeans activities,
            EngineTransactions transactions,
            ActivityTransactions activityTransactions,
            ObjectProvider<DurableEngineCustomizer> customizers,
            Environment environment) {
        DurableEngineBuilder builder = DurableEngine.builder(store)
                .payloadConverter(payloadConverter)
                .timeSource(timeSource)
                .settings(properties.toSettings(Threading.VIRTUAL.isActive(environment)))
                .activityOptions(NamedOptions.ACTIVITIES.bind(properties.activities(), environment))
                .scheduleOptions(NamedOptions.SCHEDULES.bind(properties.schedules(), environment))
                .determinism(properties.determinism().toSettings(workflows.packages()))
                .checksInBackground();
        workflows.find().forEach(builder::workflow);
        transactions.begin().ifPresent(builder::transactions);
        activities.find().forEach(activity -> {
            AsyncActivities.refuse(activity.type(), activities.targetClass(activity));
            builder.activity(
                    activity.type(),
                    () -> activityTransactions.get(activity),
                    activityTransactions.methodsOf(activity));
        });
        activities.findDynamic().ifPresent(name -> builder.dynamicActivity(() -> activities.getDynamic(name)));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    DurableEngineLifecycle durableEngineLifecycle(
            DurableEngine engine, ApplicationContext context, DurableProperties properties) {
        return new DurableEngineLifecycle(engine, context, properties.worker().gracePeriod());
    }

    @Bean
    @ConditionalOnMissingBean
    WorkflowClient workflowClient(DurableEngine engine) {
        return engine.client();
    }

    @Bean
    @ConditionalOnMissingBean
    ScheduleClient scheduleClient(DurableEngine engine) {
        return engine.schedules();
    }

    @Bean
    @ConditionalOnMissingBean
    ActivityCompletionClient activityCompletionClient(DurableEngine engine) {
        return engine.activityCompletionClient();
    }

    @Bean
    @ConditionalOnMissingBean
    ActivityContext activityContext(DurableEngine engine) {
        return engine.activityContext();
    }
}
