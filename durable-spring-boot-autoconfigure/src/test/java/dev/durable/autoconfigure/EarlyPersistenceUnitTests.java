package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The engine's persistence unit is opened on a thread of its own; the earlier that begins, the less of it is left when somebody waits for it. */
class EarlyPersistenceUnitTests {

    private static final String ENGINES_UNIT = "durableEntityManagerFactory";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void beforeThePersistenceUnitOfTheApplication() {
        application.run(
                context -> assertThat(needsOf("entityManagerFactory", context)).contains(ENGINES_UNIT));
    }

    @Test
    void beforeTheWebServerIsMade() {
        application.withUserConfiguration(WebServers.class).run(context -> {
            assertThat(needsOf("webServers", context)).containsExactly("otherBean", ENGINES_UNIT);
            assertThat(context).hasNotFailed();
        });
    }

    @Test
    void beforeTheWebServerIsMadeOnAnEmbeddedDatabaseToo() {
        application
                .withPropertyValues("spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource")
                .withUserConfiguration(WebServers.class)
                .run(context -> assertThat(needsOf("webServers", context)).contains(ENGINES_UNIT));
    }

    /** It may need something that is there with the web server only. */
    @Test
    void notBeforeTheWebServerIfTheDataSourceIsOneOfTheApplication() {
        application.withUserConfiguration(WebServers.class, OwnDataSource.class).run(context -> {
            assertThat(needsOf("webServers", context)).containsExactly("otherBean");
            assertThat(needsOf("entityManagerFactory", context)).contains(ENGINES_UNIT);
        });
    }

    /** Which come before persistence units, and may be beans of the application in part. */
    @Test
    void notBeforeTheWebServerIfThereAreMigrations() {
        application
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withUserConfiguration(WebServers.class)
                .run(context -> assertThat(needsOf("webServers", context)).containsExactly("otherBean"));
    }

    @Test
    void nothingIsAskedOfWebServersWhereThereAreNone() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.web"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static String[] needsOf(String bean, AssertableApplicationContext context) {
        return context.getBeanFactory().getBeanDefinition(bean).getDependsOn();
    }

    @Configuration(proxyBeanMethods = false)
    static class WebServers {

        @Bean
        @DependsOn("otherBean")
        WebServerFactory webServers() {
            return new WebServerFactory() {};
        }

        @Bean
        String otherBean() {
            return "other";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {

        @Bean
        DataSource ownDataSource() {
            HikariDataSource dataSource = new HikariDataSource();
            dataSource.setJdbcUrl("jdbc:h2:mem:early-unit");
            return dataSource;
        }
    }
}
