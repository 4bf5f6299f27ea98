package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.WorkflowClient;
import dev.durable.docs.migrations.FlywayConfiguration;
import dev.durable.jpa.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applications that leave the tables to Flyway or Liquibase, with nothing created by the engine itself. */
class MigrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    enum Database {
        H2,
        POSTGRES;

        TestDatabase open() {
            return this == H2 ? TestDatabase.h2() : TestDatabase.postgres();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flywayCreatesTheTablesBesideTheApplicationsOwn(Database database) {
        ApplicationContextRunner application = on(database.open())
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withUserConfiguration(FlywayConfiguration.class)
                .withPropertyValues("spring.flyway.locations=classpath:migrations/flyway");

        application.run(MigrationTests::assertWorks);
        application.run(MigrationTests::assertWorks); // nothing is left to be migrated
    }

    @ParameterizedTest
    @EnumSource
    void liquibaseCreatesTheTablesWithTheApplicationsOwn(Database database) {
        ApplicationContextRunner application = on(database.open())
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("spring.liquibase.change-log=classpath:migrations/liquibase/changelog.yaml");

        application.run(MigrationTests::assertWorks);
        application.run(MigrationTests::assertWorks);
    }

    @ParameterizedTest
    @EnumSource
    void liquibaseTakesOtherNames(Database database) {
        on(database.open())
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.liquibase.change-log=classpath:migrations/liquibase/changelog.yaml",
                        "spring.liquibase.parameters.prefix=wf_",
                        "durable.jdbc.table-prefix=wf_")
                .run(context -> {
                    assertWorks(context);
                    assertThat(jdbc(context).queryForList("select workflow_id from wf_run", String.class))
                            .hasSize(1);
                });
    }

    @Test
    void tablesOfTheEngineMayBeThereBeforeFlywayIs() {
        TestDatabase database = TestDatabase.h2();
        on(database).withPropertyValues("durable.jdbc.initialize-schema=always").run(MigrationTests::assertWorks);

        on(database)
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "durable.jdbc.initialize-schema=always",
                        "spring.flyway.locations=classpath:migrations/flyway",
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0")
                .run(MigrationTests::assertWorks);
    }

    private static ApplicationContextRunner on(TestDatabase database) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, DurableAutoConfiguration.class))
                .withUserConfiguration(Shop.class)
                .withPropertyValues(
                        "durable.jdbc.initialize-schema=never",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password());
    }

    private static void assertWorks(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        assertThat(context.getBean(WorkflowClient.class)
                        .newWorkflow(GreetingWorkflow.class)
                        .start(workflow -> workflow.greet("Ada"))
                        .result(PATIENCE))
                .isEqualTo("Hello Ada");
    }

    private static JdbcTemplate jdbc(AssertableApplicationContext context) {
        return new JdbcTemplate(context.getBean(EngineDatabase.class).dataSource());
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    @Import(ShopActivities.class)
    static class Shop {}
}
