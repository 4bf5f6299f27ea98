package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ContinueAsNewOptions;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goes on as a new run, to which go over what the code passes on, memo, search attributes and a signal that nobody handled. */
@Workflow
class RecordedRounds {

    private static final SearchAttributeKey<Long> ROUND = SearchAttributeKey.longKey("round");

    private final WorkflowContext workflow;
    private final List<String> late = new ArrayList<>();
    private int nods;

    RecordedRounds(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    List<String> run(int round, List<String> seen) {
        workflow.upsertSearchAttributes(SearchAttributes.of(ROUND, (long) round));
        workflow.upsertMemo(Map.of("seen", seen));
        workflow.await(() -> nods == 1);
        if (round == 1) {
            List<String> all = List.of("drawn " + workflow.random().nextInt(100));
            ContinueAsNewOptions options = ContinueAsNewOptions.NONE.withRunTimeout(Duration.ofDays(2));
            throw workflow.continueAsNew(RecordedRounds.class, options, next -> next.run(round + 1, all));
        }
        workflow.onSignal("late", String.class, late::add);
        workflow.await(() -> !late.isEmpty());
        List<String> all = new ArrayList<>(seen);
        all.addAll(late);
        all.add("drawn " + workflow.random().nextInt(100));
        return all;
    }

    @SignalMethod
    void nod() {
        nods++;
    }
}
