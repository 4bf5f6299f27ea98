package dev.durable.autoconfigure;

import static dev.durable.autoconfigure.DurableAutoConfigurationTests.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

class DurableDatabaseTests {

    private final ApplicationContextRunner withoutDataSource =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DurableAutoConfiguration.class));

    private final ApplicationContextRunner runner = withoutDataSource
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void tablesAreCreatedByDefault() {
        runner.run(context -> assertThat(count(context.getBean(DataSource.class), "durable_run"))
                .isZero());
    }

    @Test
    void tablesAreCreatedInAnEmbeddedDatabaseIfOnlyThere() {
        runner.withPropertyValues("durable.jdbc.initialize-schema=embedded")
                .run(context -> assertThat(count(context.getBean(DataSource.class), "durable_run"))
                        .isZero());
    }

    @Test
    void missingTablesFailTheStartIfNobodyIsToCreateThem() {
        runner.withPropertyValues("durable.jdbc.initialize-schema=never")
                .run(context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.SCHEMA_MISMATCH));
    }

    @Test
    void missingTablesFailTheStartIfTheDatabaseIsNotEmbedded() {
        runner.withPropertyValues(
                        "durable.jdbc.initialize-schema=embedded",
                        "spring.datasource.url=jdbc:h2:file:./target/database/not-embedded-" + System.nanoTime())
                .run(context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.SCHEMA_MISMATCH));
    }

    @Test
    void tablesTakeTheConfiguredPrefix() {
        runner.withPropertyValues("durable.jdbc.table-prefix=wf_")
                .run(context -> assertThat(count(context.getBean(DataSource.class), "wf_run"))
                        .isZero());
    }

    @Test
    void tablesLieInTheConfiguredSchemaWhichAScriptOfTheApplicationCreates() {
        runner.withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues(
                        "durable.jdbc.schema=workflows",
                        "spring.sql.init.schema-locations=classpath:create-workflows-schema.sql")
                .run(context -> assertThat(count(context.getBean(DataSource.class), "workflows.durable_run"))
                        .isZero());
    }

    @Test
    void platformIsDetected() {
        runner.run(context ->
                assertThat(context.getBean(EngineDatabase.class).platform()).isEqualTo(DatabasePlatform.H2));
    }

    @Test
    void platformMayBeConfigured() {
        runner.withPropertyValues("durable.jdbc.platform=postgresql", "durable.jdbc.initialize-schema=never")
                .run(context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.SCHEMA_MISMATCH));
    }

    @Test
    void missingDataSourceFailsTheStart() {
        withoutDataSource.run(
                context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.DATABASE_MISSING));
    }

    @Test
    void missingDataSourceIsNoMatterIfSwitchedOff() {
        withoutDataSource
                .withPropertyValues("durable.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void missingDriverFailsTheStart() {
        runner.withClassLoader(new FilteredClassLoader("org.h2", "org.postgresql"))
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void primaryDataSourceIsTakenOfSeveral() {
        withoutDataSource
                .withUserConfiguration(PrimaryDataSource.class)
                .run(context -> assertThat(context.getBean(EngineDatabase.class).dataSource())
                        .isSameAs(context.getBean("second")));
    }

    @Test
    void markedDataSourceIsTakenBeforeThePrimaryOne() {
        withoutDataSource
                .withUserConfiguration(MarkedDataSource.class)
                .run(context -> assertThat(context.getBean(EngineDatabase.class).dataSource())
                        .isSameAs(context.getBean("first")));
    }

    @Test
    void markedDataSourceNeedNotBeADefaultCandidate() {
        withoutDataSource
                .withUserConfiguration(HiddenDataSource.class)
                .run(context -> assertThat(context.getBean(EngineDatabase.class).dataSource())
                        .isSameAs(context.getBean("first")));
    }

    @Test
    void severalDataSourcesOfWhichNoneIsMarkedFailTheStart() {
        withoutDataSource
                .withUserConfiguration(EqualDataSources.class)
                .run(context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.DATABASE_AMBIGUOUS));
    }

    @Test
    void clientIsThereWithoutAWorker() {
        runner.withPropertyValues("durable.worker.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(WorkflowClient.class));
    }

    private static Integer count(DataSource dataSource, String table) {
        return new JdbcTemplate(dataSource).queryForObject("select count(*) from " + table, Integer.class);
    }

    private static DataSource database() {
        return new EmbeddedDatabaseBuilder()
                .setType(EmbeddedDatabaseType.H2)
                .generateUniqueName(true)
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryDataSource {

        @Bean
        DataSource first() {
            return database();
        }

        @Bean
        @Primary
        DataSource second() {
            return database();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedDataSource {

        @Bean
        @DurableDataSource
        DataSource first() {
            return database();
        }

        @Bean
        @Primary
        DataSource second() {
            return database();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenDataSource {

        @Bean(defaultCandidate = false)
        @DurableDataSource
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EqualDataSources {

        @Bean
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }
    }
}
