package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads and changes search attributes and memo. */
@Workflow
class RecordedAttributes {

    private static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    private static final SearchAttributeKey<List<String>> TAGS = SearchAttributeKey.keywordList("tags");
    private static final SearchAttributeKey<Long> COUNT = SearchAttributeKey.longKey("count");
    private static final SearchAttributeKey<Double> PRICE = SearchAttributeKey.doubleKey("price");
    private static final SearchAttributeKey<Boolean> PAID = SearchAttributeKey.booleanKey("paid");
    private static final SearchAttributeKey<Instant> DUE = SearchAttributeKey.datetime("due");

    private final WorkflowContext workflow;
    private boolean paid;

    RecordedAttributes(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run() {
        workflow.upsertSearchAttributes(SearchAttributes.of(TAGS, List.of("new", "large"))
                .with(COUNT, 3L)
                .with(PRICE, 1.5)
                .with(PAID, false)
                .with(DUE, workflow.now()));
        workflow.upsertMemo(Map.of("note", "for " + customer()));
        workflow.await(() -> paid);
        workflow.upsertSearchAttributes(
                SearchAttributes.of(PAID, true).without(DUE).without(SearchAttributeKey.longKey("never set")));
        workflow.upsertSearchAttributes(SearchAttributes.of(PAID, true));
        return customer() + " " + workflow.memo("note", String.class).orElse("none") + " "
                + workflow.searchAttributes().get(DUE).isPresent();
    }

    @SignalMethod
    void pay() {
        paid = true;
    }

    private String customer() {
        return workflow.searchAttributes().get(CUSTOMER).orElse("nobody");
    }
}
