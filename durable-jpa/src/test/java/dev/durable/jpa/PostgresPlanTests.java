package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowFilter;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL runs the queries that are asked again and again, with many runs that they must not look at. */
class PostgresPlanTests {

    private static final UUID NODE = UUID.randomUUID();

    private static TestStore testStore;

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.postgres());
        testStore.store().registerNode(NODE, "node", Duration.ofHours(1));
        insert(10_000, "null", "'RUNNING'", "1", "now() + interval '1 day'");
        insert(10_000, "null", "'COMPLETED'", "null", "null");
        insert(5_000, "'" + UUID.randomUUID() + "'", "'RUNNING'", "1", "null");
        insert(20, "null", "'RUNNING'", "1", "now() - interval '1 hour'");
        insertSearchAttributes();
        insertActivityTasks();
        testStore.jdbc().execute("vacuum analyze");
    }

    @AfterAll
    static void close() {
        testStore.close();
    }

    @Test
    void aClaimSearchesTheIndexForWhatIsDueAndSortsNothing() throws SQLException {
        String plan = explain(PostgresRunClaims.claimSql(new TableNames("durable_", null)), (connection, statement) -> {
            statement.setArray(1, connection.createArrayOf("text", new String[] {"default"}));
            statement.setArray(2, connection.createArrayOf("text", new String[] {"OrderWorkflow"}));
            statement.setString(3, "7");
            statement.setObject(4, NODE);
            statement.setInt(5, 10);
            statement.setObject(6, NODE);
            statement.setArray(7, connection.createArrayOf("text", new String[] {"OrderWorkflow"}));
            statement.setString(8, "7");
        });

        assertThat(plan)
                .contains("Index Scan using durable_run_owner")
                .contains("Index Cond: ((durable_run.owner IS NULL) AND (durable_run.wake_at <=")
                .contains("Index Scan using durable_run_pk")
                .contains("One-Time Filter")
                .doesNotContain("Seq Scan on public.durable_run")
                .doesNotContain("Sort");
    }

    @Test
    void aPrefixOfTheWorkflowIdIsSearchedInTheIndex() throws SQLException {
        String sql = "select run_id from durable_run where workflow_id >= ? and workflow_id < ? order by run_id desc";

        String plan = explain(sql, (connection, statement) -> {
            statement.setString(1, "order-77");
            statement.setString(2, "order-78");
        });

        assertThat(plan).contains("durable_run_workflow_id").doesNotContain("Seq Scan");
    }

    @Test
    void aLookForWorkProbesTheIndex() throws SQLException {
        String plan =
                explain(PostgresRunClaims.pendingWorkSql(new TableNames("durable_", null)), (connection, statement) -> {
                    statement.setObject(1, UUID.randomUUID());
                    statement.setArray(2, connection.createArrayOf("text", new String[] {"default", "far"}));
                });

        assertThat(plan)
                .contains("durable_run_owner")
                .contains("durable_activity_task_free")
                .doesNotContain("Seq Scan on durable_run")
                .doesNotContain("Seq Scan on durable_activity_task")
                .doesNotContain("Sort");
    }

    @Test
    void attemptsAreClaimedWithoutReadingThoseThatAreNotFree() throws SQLException {
        testStore.counting().reset();
        testStore.store().claimActivities(NODE, "far", Set.of("Work.run"), 10);
        String sql = testStore.counting().statements().stream()
                .filter(statement -> statement.contains("skip locked"))
                .findFirst()
                .orElseThrow();

        String plan = explain(sql, (connection, statement) -> {
            statement.setString(1, "far");
            statement.setInt(2, 3);
            statement.setString(3, "Work.run");
            statement.setObject(4, NODE);
            statement.setInt(5, 10);
        });

        assertThat(plan)
                .contains("durable_activity_task_free")
                .containsPattern("Index Cond: .*task_queue.*priority.*available_at")
                .contains("One-Time Filter")
                .doesNotContain("Seq Scan on public.durable_activity_task")
                .doesNotContain("Sort");
    }

    @Test
    void claimsOfANodeAreFoundInTheIndex() throws SQLException {
        testStore.counting().reset();
        testStore.store().heldActivities(UUID.randomUUID());
        String sql = testStore.counting().statements().get(0);

        String plan = explain(sql, (connection, statement) -> statement.setObject(1, UUID.randomUUID()));

        assertThat(plan).contains("durable_activity_task_claimant").doesNotContain("Seq Scan");
    }

    @Test
    void theOwnersOfRunsAreFoundInTheIndex() throws SQLException {
        String plan = explain(PostgresRunClaims.ownersSql("durable_run"), (connection, statement) -> {});

        assertThat(plan).contains("durable_run_owner").doesNotContain("Seq Scan");
    }

    @Test
    void runsAreLockedWithoutReadingOthers() throws SQLException {
        String plan = explain(PostgresOutputStatements.lockRunsSql("durable_run"), (connection, statement) -> {
            UUID[] runs = {UUID.randomUUID(), UUID.randomUUID()};
            statement.setArray(1, connection.createArrayOf("uuid", runs));
            statement.setArray(2, connection.createArrayOf("uuid", runs));
            statement.setArray(3, connection.createArrayOf("text", new String[] {"order-1", "order-2"}));
        });

        assertThat(plan)
                .contains("durable_run_pk")
                .contains("durable_run_workflow_id")
                .doesNotContain("Seq Scan");
    }

    @Test
    void aValueIsSearchedInTheIndexOfItsKind() throws SQLException {
        String plan = explain(listing(SearchAttributeKey.keyword("customer").is("c77")), (connection, statement) -> {
            statement.setString(1, "customer");
            statement.setString(2, "KEYWORD");
            statement.setString(3, "c77");
            statement.setInt(4, 101);
        });

        assertThat(plan)
                .contains("durable_search_keyword")
                .contains("durable_run_pk")
                .doesNotContain("Seq Scan");
    }

    @Test
    void severalValuesAreSearchedInTheIndex() throws SQLException {
        SearchCondition condition = SearchAttributeKey.longKey("total").isOneOf(List.of(7L, 8L));

        String plan = explain(listing(condition), (connection, statement) -> {
            statement.setString(1, "total");
            statement.setString(2, "LONG");
            statement.setLong(3, 7);
            statement.setLong(4, 8);
            statement.setInt(5, 101);
        });

        assertThat(plan).contains("durable_search_long").doesNotContain("Seq Scan");
    }

    @Test
    void anIntervalIsSearchedInTheIndex() throws SQLException {
        SearchCondition condition = SearchAttributeKey.keyword("customer").startsWith("c77");

        String plan = explain(listing(condition), (connection, statement) -> {
            statement.setString(1, "customer");
            statement.setString(2, "KEYWORD");
            statement.setString(3, "c77");
            statement.setString(4, "c78");
            statement.setInt(5, 101);
        });

        assertThat(plan).contains("durable_search_keyword").doesNotContain("Seq Scan");
    }

    @Test
    void runsThatClosedLongAgoAreFoundInTheIndex() throws SQLException {
        testStore.jdbc().update("update durable_run set closed_at = now() where open_key is null");
        testStore.jdbc().execute("vacuum analyze durable_run");

        String plan = explain(PostgresRunDeletions.findClosedSql("durable_run"), (connection, statement) -> {
            statement.setObject(1, OffsetDateTime.now(ZoneOffset.UTC));
            statement.setInt(2, 100);
        });

        assertThat(plan)
                .contains("durable_run_closed_at")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    /** The statement that lists the runs. */
    private static String listing(SearchCondition condition) {
        testStore.counting().reset();
        testStore.store().list(WorkflowFilter.ALL.with(condition));
        return testStore.counting().statements().get(0);
    }

    private interface Binding {
        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private static String explain(String sql, Binding binding) throws SQLException {
        try (Connection connection = testStore.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement("explain (verbose) " + sql)) {
            binding.bind(connection, statement);
            List<String> lines = new ArrayList<>();
            try (ResultSet plan = statement.executeQuery()) {
                while (plan.next()) {
                    lines.add(plan.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    private static void insert(int count, String owner, String status, String openKey, String wakeAt) {
        testStore.jdbc().update("""
                insert into durable_run (run_id, workflow_id, open_key, workflow_type, task_queue, status, owner, wake_at,
                    pending, parked, started_at)
                select gen_random_uuid(), 'order-' || gen_random_uuid(), %s, 'OrderWorkflow', 'default', %s, %s, %s, 0, 0, now()
                from generate_series(1, %d)""".formatted(
                        openKey, status, owner.equals("null") ? "null" : owner + "::uuid", wakeAt, count));
    }

    /** Attempts that are free, claimed, or of a local retry; few of them can be claimed now. */
    private static void insertActivityTasks() {
        insertActivityTasks(20_000, "null", "null", "null", "null");
        insertActivityTasks(20_000, "'far'", "3", "now() + interval '1 hour'", "null");
        insertActivityTasks(20_000, "'far'", "3", "null", "gen_random_uuid()");
        insertActivityTasks(20, "'far'", "3", "now() - interval '1 minute'", "null");
    }

    private static void insertActivityTasks(
            int count, String taskQueue, String priority, String availableAt, String claimant) {
        testStore.jdbc().update("""
                insert into durable_activity_task (run_id, scheduled_event_id, attempt, stage, stage_at, task_queue,
                    activity_type, priority, available_at, claimant, cancel_requested)
                select gen_random_uuid(), 2, 1, 'ROUTED', now(), %s, 'Work.run', %s, %s, %s, false
                from generate_series(1, %d)""".formatted(taskQueue, priority, availableAt, claimant, count));
    }

    private static void insertSearchAttributes() {
        testStore.jdbc().update("""
                insert into durable_search_attribute (run_id, name, position, type, keyword_value)
                select run_id, 'customer', 0, 'KEYWORD', 'c' || row_number() over () from durable_run""");
        testStore.jdbc().update("""
                insert into durable_search_attribute (run_id, name, position, type, long_value)
                select run_id, 'total', 0, 'LONG', row_number() over () from durable_run""");
    }
}
