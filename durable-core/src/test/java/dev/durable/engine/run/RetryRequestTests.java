package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests to try at once, among other inputs of a turn. */
class RetryRequestTests extends OneSteppedNode {

    private static final int ACTIVITY = 2;

    private int hurries;

    RetryRequestTests() {
        super(Rounds.class);
        replay.activity(Far.class);
    }

    @Test
    void requestInATurnInWhichTheCodeFailsOutlivesTroubleOfTheDatabase() {
        node.begin("r", Rounds.class, 2);
        cluster.settle();
        node.runs().evictAll();
        cluster.settle();
        node.store().probe(new StoreProbe() {

            private boolean codeHasFailed;

            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.READ && !codeHasFailed) {
                    codeHasFailed = true;
                    throw new IllegalStateException("cannot be read");
                }
                if (operation == StoreOperation.TAKE_BACK && ++hurries == 2) {
                    throw new StoreUnavailableException("The database is away.", false, null);
                }
            }
        });

        CompletableFuture<Void> request = node.deliver("r", retryRequested());
        CompletableFuture<Void> signal = node.deliver("r", told());
        cluster.settle();

        assertThat(request).isCompleted();
        assertThat(signal).isCompleted();
        assertThat(hurries).isEqualTo(3);
        cluster.pass(Duration.ofMinutes(1));
        assertThat(cluster.run("r").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void requestThatTheRunDoesNotTakeAnyMoreIsNotMeantForItsSuccessor() {
        node.begin("r", Rounds.class, 1);
        cluster.settle();
        List<TurnWrite> closings = new ArrayList<>();
        node.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                turns.stream().filter(turn -> turn.closing() != null).forEach(closings::add);
            }
        });

        node.store("r", told());
        node.store("r", retryRequested());
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.runs("r")).hasSize(2);
        assertThat(closings)
                .singleElement()
                .extracting(TurnWrite::consumedMessages, as(LIST))
                .hasSize(2);
    }

    private InboundEvent retryRequested() {
        return new WorkflowExecutionRetryRequested(0, cluster.time().now(), ACTIVITY);
    }

    private InboundEvent told() {
        return new WorkflowExecutionSignaled(0, cluster.time().now(), "tell", List.of());
    }

    @Activity
    interface Far {

        String run();
    }

    /** Calls an activity of others in each of two runs, and waits for something else. */
    @Workflow
    static class Rounds {

        private final WorkflowContext workflow;
        private final Far far;
        private boolean told;

        Rounds(WorkflowContext workflow) {
            this.workflow = workflow;
            this.far = workflow.activity(Far.class, ActivityOptions.NONE.withTaskQueue("far"));
        }

        @WorkflowMethod
        public String run(int round) {
            workflow.async(far::run);
            workflow.await(() -> told);
            if (round == 1) {
                throw workflow.continueAsNew(Rounds.class, w -> w.run(2));
            }
            return "told";
        }

        @SignalMethod
        public void tell() {
            told = true;
        }
    }
}
