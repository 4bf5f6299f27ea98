package dev.durable.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.testing.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The schema on one database. */
abstract class DurableSchemaTests {

    private HikariDataSource dataSource;

    abstract TestDatabase database();

    abstract DatabasePlatform platform();

    @BeforeEach
    void open() {
        dataSource = database().open();
        dataSource.setMaximumPoolSize(24);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void thePlatformIsRecognised() {
        assertThat(DatabasePlatform.of(dataSource)).isEqualTo(platform());
    }

    @Test
    void anEmptyDatabaseIsInitialised() {
        schema().initialize();

        schema().verify();
        assertThat(versions("durable_schema_version")).containsExactly(1);
    }

    @Test
    void initialisingAgainChangesNothing() {
        schema().initialize();
        jdbc().update("insert into durable_schedule (schedule_id, version, paused, definition, progress)"
                + " values ('a', 1, false, '{}', '{}')");

        schema().initialize();

        assertThat(versions("durable_schema_version")).containsExactly(1);
        assertThat(jdbc().queryForList("select schedule_id from durable_schedule", String.class))
                .containsExactly("a");
    }

    @RepeatedTest(5)
    void nodesThatStartTogetherDoNotDisturbEachOther() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> node = () -> {
                schema().initialize();
                schema().verify();
                return true;
            };
            for (Future<Boolean> outcome : nodes.invokeAll(Collections.nCopies(8, node))) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(versions("durable_schema_version")).containsExactly(1);
    }

    @Test
    void severalSchemasLiveSideBySide() {
        jdbc().execute("create schema orders");
        DurableSchema other = new DurableSchema(dataSource, platform(), new TableNames("wf_", "orders"));
        schema().initialize();
        assertMismatch(other, "orders.wf_run");

        other.initialize();

        other.verify();
        assertThat(versions("orders.wf_schema_version")).containsExactly(1);
    }

    @Test
    void aMissingTableIsNamed() {
        assertMismatch(schema(), "durable_run");
        schema().initialize();
        jdbc().execute("drop table durable_message");

        assertMismatch(schema(), "durable_message");
    }

    @Test
    void aMissingColumnIsNamed() {
        schema().initialize();
        jdbc().execute("drop table durable_schema_version");
        jdbc().execute("alter table durable_schedule drop column progress");

        assertMismatch(schema(), "no column progress");
    }

    @Test
    void anOutdatedVersionIsNamed() {
        schema().initialize();
        jdbc().update("update durable_schema_version set version = 0");

        assertMismatch(schema(), "version 0");
    }

    @Test
    void aNewerVersionIsFine() {
        schema().initialize();
        jdbc().update("insert into durable_schema_version (version) values (99)");

        schema().initialize();
        schema().verify();
    }

    @Test
    void tablesThatSomebodyElseHasCreatedAreFine() {
        schema().initialize();
        jdbc().execute("drop table durable_schema_version");

        schema().verify();
    }

    @Test
    void aFailingScriptIsReportedWithItsReason() {
        jdbc().execute("create table durable_run (id integer)");

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> schema().initialize())
                .withMessageContaining("durable_run")
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    }

    private DurableSchema schema() {
        return new DurableSchema(dataSource, platform(), TableNames.DEFAULT);
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(dataSource);
    }

    private List<Integer> versions(String table) {
        return jdbc().queryForList("select version from " + table + " order by version", Integer.class);
    }

    private static void assertMismatch(DurableSchema schema, String what) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(schema::verify)
                .withMessageContaining(what)
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    }
}
