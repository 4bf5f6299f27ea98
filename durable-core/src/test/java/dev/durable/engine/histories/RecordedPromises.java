package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Has activities executed in parallel, and waits for all of them, for the first one, and for a promise of its own. */
@Workflow
class RecordedPromises {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final CompletablePromise<String> given;

    RecordedPromises(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
        this.given = workflow.newPromise();
    }

    @WorkflowMethod
    List<String> run() {
        List<String> seen = new ArrayList<>();
        List<Promise<String>> all = Stream.of("later a", "later b", "later c")
                .map(what -> workflow.async(() -> note(seen, activities.call(what))))
                .toList();
        workflow.allOf(all).get();
        Promise<Object> first = workflow.anyOf(
                workflow.async(() -> activities.call("later d")),
                workflow.newTimer(Duration.ofHours(1)).thenApply(nothing -> "an hour"));
        seen.add("first: " + first.get());
        Promise<String> failing = workflow.async(() -> activities.call("fails for good"));
        try {
            workflow.allOf(given, failing).get();
        } catch (ActivityFailure e) {
            seen.add(e.getCause().getMessage());
        }
        seen.add(failing.handle((result, failure) -> failure == null ? result : "handled")
                .get());
        seen.add(given.get());
        return seen;
    }

    @SignalMethod
    void give(String value) {
        given.complete(value);
    }

    private static String note(List<String> seen, String result) {
        seen.add(result);
        return result;
    }
}
