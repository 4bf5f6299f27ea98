package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Search attributes and memo, as workflow code reads and changes them. */
class AttributesTests {

    private static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    private static final SearchAttributeKey<Long> COUNT = SearchAttributeKey.longKey("count");
    private static final SearchAttributes GIVEN =
            SearchAttributes.of(CUSTOMER, "ada").with(COUNT, 1L);

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().workflow(Facts.class);

    @Test
    void workflowSeesWhatItsStartGave() {
        TestRun run = given();

        assertThat(run.query("customer", String.class)).isEqualTo("ada");
        assertThat(run.query("note", String.class)).isEqualTo("from the start");
        assertThat(run.query("other", String.class)).isEqualTo("none");
    }

    @Test
    void changesAreRecordedAndSeenAtOnceAndAfterReplay() {
        TestRun run = given();

        assertThat(run.signal("changeCustomer", "bob"))
                .hasSize(1)
                .first()
                .asString()
                .contains("customer", "bob");
        assertThat(run.signal("changeNote", "changed")).containsExactly("memo [note]");

        for (int i = 0; i < 2; i++) {
            assertThat(run.query("customer", String.class)).isEqualTo("bob");
            assertThat(run.query("note", String.class)).isEqualTo("changed");
            assertThat(run.instance().facts().searchAttributes().get(COUNT)).hasValue(1L);
            run.evict();
        }
    }

    @Test
    void removedOnesAreGone() {
        TestRun run = given();

        run.signal("removeAll");

        assertThat(run.evict().query("customer", String.class)).isEqualTo("none");
        assertThat(run.query("note", String.class)).isEqualTo("none");
        assertThat(run.instance().facts().searchAttributes().values()).containsOnlyKeys("count");
    }

    @Test
    void changeOfNothingIsNotRecorded() {
        TestRun run = given();

        assertThat(run.signal("changeCustomer", "ada")).isEmpty();
        assertThat(run.signal("changeNote", "from the start")).isEmpty();
        assertThat(run.signal("removeAll")).hasSize(2);
        assertThat(run.signal("removeAll")).isEmpty();
    }

    @Test
    void otherValuesAreReportedAndTheRecordedOnesStayInForce() {
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(
                HistoryBuilder.started("Facts")
                        .signal("changeCustomer", "bob")
                        .searchAttributes(SearchAttributes.of(CUSTOMER, "recorded"))
                        .build(),
                differences);

        assertThat(differences).singleElement().asString().contains("search attributes was", "recorded", "bob");
        assertThat(instance.facts().searchAttributes().get(CUSTOMER)).hasValue("recorded");
    }

    @Test
    void attributesOfTheEngineCannotBeSet() {
        TestRun run = given();

        assertThatThrownBy(() -> run.signal("reserved"))
                .hasMessageContaining("DUR-3002")
                .hasMessageContaining("'DurableChangeVersion' cannot be set");
    }

    /** A run whose start gave facts, and which waits for signals. */
    private TestRun given() {
        Map<String, Payload> memo = Map.of("note", Payload.json("\"from the start\""));
        return fixture.resume(Facts.class, HistoryBuilder.started("Facts").given(GIVEN, memo));
    }

    @Workflow
    static class Facts {

        private final WorkflowContext workflow;

        Facts(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void changeCustomer(String customer) {
            workflow.upsertSearchAttributes(SearchAttributes.of(CUSTOMER, customer));
        }

        @SignalMethod
        public void changeNote(String note) {
            workflow.upsertMemo(Map.of("note", note));
        }

        @SignalMethod
        public void removeAll() {
            workflow.upsertSearchAttributes(SearchAttributes.EMPTY.without(CUSTOMER));
            Map<String, Object> removal = new HashMap<>();
            removal.put("note", null);
            workflow.upsertMemo(removal);
        }

        @SignalMethod
        public void reserved() {
            workflow.upsertSearchAttributes(
                    SearchAttributes.of(SearchAttributeKey.keyword("DurableChangeVersion"), "x:1"));
        }

        @QueryMethod
        public String customer() {
            return workflow.searchAttributes().get(CUSTOMER).orElse("none");
        }

        @QueryMethod
        public String note() {
            return workflow.memo("note", String.class).orElse("none");
        }

        @QueryMethod
        public String other() {
            return workflow.memo("other", String.class).orElse("none");
        }
    }
}
