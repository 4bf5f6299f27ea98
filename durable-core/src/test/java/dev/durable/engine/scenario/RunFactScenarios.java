package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.search.ChangeVersionAttribute;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.search.SearchCondition;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Search attributes, memo and side effects of runs. */
public interface RunFactScenarios extends EngineScenarios {

    /** A search attribute. */
    SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");

    /** Another one. */
    SearchAttributeKey<List<String>> TAGS = SearchAttributeKey.keywordList("tags");

    /** A third one. */
    SearchAttributeKey<Boolean> OPENED = SearchAttributeKey.booleanKey("opened");

    /** One that no run has. */
    SearchAttributeKey<Long> NEVER_SET = SearchAttributeKey.longKey("neverSet");

    /** Does work in a transaction that the store takes part in, and commits. */
    void inTransaction(Runnable work);

    @Test
    default void factsOfTheStartAreDescribedAndSeenByTheWorkflow() {
        TestEngine engine = engines().engine().workflow(Account.class).start();

        WorkflowHandle<String> handle = start(engine);

        WorkflowDescription description = handle.describe();
        assertThat(description.summary().searchAttributes().get(CUSTOMER)).hasValue("ada");
        assertThat(description.summary().searchAttributes().get(TAGS)).hasValue(List.of("new", "paid"));
        assertThat(description.memo().keys()).containsExactly("limit", "note");
        assertThat(description.memo().get("note", String.class)).hasValue("first customer");
        assertThat(description.memo().get("limit", Limit.class)).hasValue(new Limit(100, "EUR"));
        assertThat(description.memo().get("other", String.class)).isEmpty();
        assertThat(engine.workflow(Account.class, "account").query(Account::describe))
                .isEqualTo("ada, first customer");
    }

    @Test
    default void factsOfAStartInATransactionAreThereToo() {
        TestEngine engine = engines().engine().workflow(Account.class).start();
        AtomicReference<WorkflowHandle<String>> handle = new AtomicReference<>();

        inTransaction(() -> handle.set(start(engine)));

        engines()
                .until(() -> engine.workflow(Account.class, "account")
                        .query(Account::describe)
                        .equals("ada, first customer"));
        assertThat(handle.get().describe().summary().searchAttributes().get(CUSTOMER))
                .hasValue("ada");
    }

    @Test
    default void changesOfTheWorkflowAreDescribedAndOutliveARestart() {
        TestEngine first = engines().engine().workflow(Account.class).start();
        WorkflowHandle<String> handle = start(first);
        first.workflow(Account.class, "account").signal(account -> account.rename("bob"));
        first.stop();

        TestEngine second = engines().engine().workflow(Account.class).start();

        assertThat(second.workflow(Account.class, "account").query(Account::describe))
                .isEqualTo("bob, renamed from ada");
        WorkflowDescription description = second.workflow("account").describe();
        assertThat(description.summary().searchAttributes().get(CUSTOMER)).hasValue("bob");
        assertThat(description.summary().searchAttributes().get(TAGS)).hasValue(List.of("new", "paid"));
        assertThat(description.memo().get("note", String.class)).hasValue("renamed from ada");
        second.workflow(Account.class, "account").signal(Account::close);
        assertThat(second.workflow("account").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("closed account 1");
        assertThat(handle.workflowId()).isEqualTo("account");
    }

    @Test
    default void runIsFoundByWhatItHasSetAndNotByWhatItHasRemoved() {
        TestEngine engine = engines().engine().workflow(Account.class).start();
        start(engine);

        engine.workflow(Account.class, "account").signal(account -> account.rename("bob"));
        engine.workflow(Account.class, "account").signal(Account::untag);

        assertThat(idsOf(engine, CUSTOMER.is("bob"))).containsExactly("account");
        assertThat(idsOf(engine, CUSTOMER.is("ada"))).isEmpty();
        assertThat(idsOf(engine, TAGS.contains("new"))).isEmpty();
        assertThat(idsOf(engine, OPENED.is(true))).containsExactly("account");
    }

    @Test
    default void resetRunIsFoundByWhatItsHistoryTells() {
        TestEngine engine = engines().engine().workflow(Account.class).start();
        WorkflowHandle<String> handle = start(engine);
        engine.workflow(Account.class, "account").signal(account -> account.rename("bob"));
        int renamed = handle.history().size();
        engine.workflow(Account.class, "account").signal(account -> account.rename("eve"));

        handle.reset(ResetOptions.to(renamed).withReapplySignals(false));

        assertThat(idsOf(engine, CUSTOMER.is("eve"))).containsExactly("account");
        assertThat(engine.client().count(WorkflowFilter.ALL.with(CUSTOMER.is("bob"))))
                .isEqualTo(1);
        assertThat(engine.client().count(WorkflowFilter.ALL.with(ChangeVersionAttribute.KEY.exists())))
                .isEqualTo(2);
        assertThat(engine.workflow("account").describe().changeVersions()).containsEntry("greet", 1);
    }

    @Test
    default void sideEffectIsTheSameAfterEveryEviction() {
        TestEngine engine = engines().engine().workflow(Account.class).start();
        WorkflowHandle<String> handle = start(engine);

        engine.engine().evictIdleRuns();
        engine.workflow(Account.class, "account").signal(account -> account.rename("bob"));
        engine.engine().evictIdleRuns();
        engine.workflow(Account.class, "account").signal(Account::close);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("closed account 1");
    }

    @Test
    default void attributesOfTheEngineAreRefusedAtTheStart() {
        TestEngine engine = engines().engine().workflow(Account.class).start();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.client()
                        .newWorkflow("Account")
                        .searchAttributes(ChangeVersionAttribute.of(Map.of("change", 1))));
    }

    private WorkflowHandle<String> start(TestEngine engine) {
        return engine.client()
                .newWorkflow(Account.class)
                .id("account")
                .searchAttributes(SearchAttributes.of(CUSTOMER, "ada"))
                .searchAttributes(SearchAttributes.of(TAGS, List.of("new", "paid")))
                .memo("note", "first customer")
                .memo("limit", new Limit(100, "EUR"))
                .start(Account::run);
    }

    private static List<String> idsOf(TestEngine engine, SearchCondition condition) {
        return engine.client().list(WorkflowFilter.ALL.with(condition)).workflows().stream()
                .map(WorkflowSummary::workflowId)
                .toList();
    }

    /** Part of a memo. */
    record Limit(int amount, String currency) {}

    @Workflow
    class Account {

        private final WorkflowContext workflow;
        private boolean closed;

        Account(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.version("greet", WorkflowContext.DEFAULT_VERSION, 1);
            workflow.upsertSearchAttributes(SearchAttributes.of(OPENED, true).without(NEVER_SET));
            int number = workflow.sideEffect(Integer.class, () -> 1);
            workflow.await(() -> closed);
            return "closed account " + number;
        }

        @SignalMethod
        public void rename(String customer) {
            Optional<String> before = workflow.searchAttributes().get(CUSTOMER);
            workflow.upsertSearchAttributes(SearchAttributes.of(CUSTOMER, customer));
            workflow.upsertMemo(Map.of("note", "renamed from " + before.orElse("nobody")));
        }

        @SignalMethod
        public void untag() {
            workflow.upsertSearchAttributes(SearchAttributes.EMPTY.without(TAGS));
        }

        @SignalMethod
        public void close() {
            closed = true;
        }

        @QueryMethod
        public String describe() {
            return workflow.searchAttributes().get(CUSTOMER).orElse("nobody") + ", "
                    + workflow.memo("note", String.class).orElse("no note");
        }
    }
}
