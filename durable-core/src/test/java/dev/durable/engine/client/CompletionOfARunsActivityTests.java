package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reports about an activity of one run do not touch that of another which was scheduled by an event of the same id. */
class CompletionOfARunsActivityTests {

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final List<UUID> asked = new CopyOnWriteArrayList<>();

    @Test
    void reportWithARunIdIsForThatRunOnly() {
        TestEngine engine = engines.engine()
                .workflow(Poll.class)
                .activityInContext(Question.class, context -> text -> {
                    context.completeLater();
                    asked.add(context.info().runId());
                    return "";
                })
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Poll.class).id("poll").start(w -> w.run("first"));
        engines.until(() -> asked.size() == 1);
        handle.signal("askAnew");
        engines.until(() -> asked.size() == 2);
        ActivityCompletionClient completions = engine.engine().activityCompletionClient();

        assertNotPending(() -> completions.complete("poll", asked.get(0), 2, "late"));
        assertNotPending(() -> completions.fail("poll", asked.get(0), 2, new IllegalStateException("late")));
        assertNotPending(() -> completions.heartbeat("poll", asked.get(0), 2, "late"));
        assertThatThrownBy(() -> completions.complete("another", asked.get(1), 2, "not its run"))
                .isInstanceOf(WorkflowNotFoundException.class);
        completions.heartbeat("poll", asked.get(1), 2, "half");
        completions.complete("poll", asked.get(1), 2, "yes");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("second: yes");
    }

    private static void assertNotPending(Runnable report) {
        assertThatThrownBy(report::run)
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_NOT_PENDING));
    }

    /** Asks somebody outside. */
    @Activity
    interface Question {

        String ask(String text);
    }

    /** Asks a question, and perhaps another one, in a new run. */
    @Workflow
    static class Poll {

        private final WorkflowContext workflow;
        private boolean anew;

        Poll(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String text) {
            Question question = workflow.activity(
                    Question.class, ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofHours(1)));
            Promise<String> answer = workflow.async(() -> question.ask(text));
            workflow.await(() -> anew || answer.isDone());
            if (anew) {
                throw workflow.continueAsNew(Poll.class, w -> w.run("second"));
            }
            return text + ": " + answer.get();
        }

        @SignalMethod
        public void askAnew() {
            anew = true;
        }
    }
}
