package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns that the store refuses again and again, as when a table is missing. */
class RefusedTurnTests extends OneSteppedNode {

    private int refused;

    RefusedTurnTests() {
        super(Nap.class);
    }

    @Test
    void turnIsTriedAgainLessAndLessOftenUntilItIsStored() {
        node.begin("n", Nap.class);
        cluster.settle();
        node.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                refused++;
                throw new DurableException(ErrorCode.STORE_FAILED, "There is no such table.");
            }
        });

        cluster.pass(Duration.ofMinutes(1));
        assertThat(refused).isEqualTo(1);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(2);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(2);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(3);

        node.store().probe(StoreProbe.NONE);
        cluster.pass(Duration.ofSeconds(4));
        assertThat(cluster.run("n").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** Sleeps for a minute. */
    @Workflow
    static class Nap {

        private final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void sleep() {
            workflow.sleep(Duration.ofMinutes(1));
        }
    }
}
