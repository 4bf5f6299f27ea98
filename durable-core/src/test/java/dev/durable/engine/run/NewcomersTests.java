package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that have come from a node that is sure of its lease, although another process has its name. */
class NewcomersTests extends OneSteppedNode {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private SteppedNode owner;

    NewcomersTests() {
        super(Sleeper.class);
    }

    @BeforeEach
    void ownerTakesOver() {
        cluster.store().registerNode(node.nodeId(), "name", LEASE);
        node.begin("s", Sleeper.class);
        cluster.settle();
        cluster.store().registerNode(new UUID(0, 1), "name", LEASE);
        owner = cluster.node();
        owner.lookForWork();
        cluster.settle();
    }

    @Test
    void areLoadedAnewIfTheyHaveGrownUnseen() {
        acceptSignalAndDie();

        passAMinute();

        assertThat(cluster.text("s")).endsWith("complete \"awake\"");
    }

    @Test
    void areLoadedAnewIfTheirCodeIsNotInMemory() {
        owner.runs().evictAll();
        cluster.settle();
        acceptSignalAndDie();

        passAMinute();

        assertThat(cluster.text("s")).endsWith("complete \"awake\"");
    }

    @Test
    void areLookedAtAlthoughTheDatabaseWasAwayUntilNobodyKnowsOfTheOtherNodeAnyMore() {
        acceptSignalAndDie();
        owner.store().probe(failing(StoreOperation.READ));
        cluster.pass(Duration.ofDays(100)); // a good part of the lease of the owner

        assertThat(cluster.store().supersededFor()).isZero();
        owner.store().probe(StoreProbe.NONE);
        passAMinute();

        assertThat(cluster.text("s")).endsWith("complete \"awake\"");
    }

    @Test
    void areLookedAtWhenTheDatabaseIsBack() {
        acceptSignalAndDie();
        cluster.pass(LEASE.minusSeconds(1));
        owner.store().probe(failing(StoreOperation.READ));
        passAMinute();

        owner.store().probe(StoreProbe.NONE);
        passAMinute();

        assertThat(cluster.text("s")).endsWith("complete \"awake\"");
    }

    @Test
    void areReadOnceMoreAllTogetherAndGoOnIfNothingWasAdded() {
        List<StoreOperation> asked = new ArrayList<>();
        cluster.pass(Duration.ofSeconds(1));
        owner.store().probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                asked.add(operation);
            }
        });

        cluster.time().advance(LEASE);
        cluster.settle();
        assertThat(asked).containsExactly(StoreOperation.READ);
        cluster.time().advance(Duration.ofMinutes(1));
        cluster.settle();

        assertThat(asked).hasSize(1);
        owner.deliver("s", SteppedCluster.signal("wake", "x"));
        cluster.settle();
        passAMinute();
        assertThat(cluster.text("s")).endsWith("complete \"awake\"");
    }

    private void acceptSignalAndDie() {
        CompletableFuture<Void> accepted = node.deliver("s", SteppedCluster.signal("wake", "x"));
        cluster.settle();
        assertThat(accepted).isCompleted();
        node.crash();
    }

    /** One second after the other: what is due in one may ask for something in the next. */
    private void passAMinute() {
        for (int second = 0; second < 60; second++) {
            cluster.pass(Duration.ofSeconds(1));
        }
    }

    private static StoreProbe failing(StoreOperation failing) {
        return new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == failing) {
                    throw new StoreUnavailableException("The database is away", false, null);
                }
            }
        };
    }

    /** Waits for nothing but a signal, and sleeps a little longer then. */
    @Workflow
    static class Sleeper {

        private final WorkflowContext workflow;
        private boolean woken;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> woken);
            workflow.sleep(Duration.ofSeconds(30));
            return "awake";
        }

        @SignalMethod
        public void wake(String by) {
            woken = true;
        }
    }
}
