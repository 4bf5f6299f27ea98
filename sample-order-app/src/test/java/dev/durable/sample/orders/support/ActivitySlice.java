package dev.durable.sample.orders.support;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The activities over a real database, without the engine. Carries no stereotype, so that no component scan of the application
 * finds it.
 */
@AutoConfigurationPackage(basePackages = ActivitySlice.ROOT)
@ConfigurationPropertiesScan(ActivitySlice.ROOT)
@ComponentScan({
    ActivitySlice.ROOT + ".payment",
    ActivitySlice.ROOT + ".stock",
    ActivitySlice.ROOT + ".shipping",
    ActivitySlice.ROOT + ".notification",
    ActivitySlice.ROOT + ".faults"
})
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceInitializationAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
public class ActivitySlice {

    static final String ROOT = "dev.durable.sample.orders";

    @Bean
    StubActivityContext activityContext() {
        return new StubActivityContext();
    }
}
