package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that have nothing to do leave their node, and come back to some node when something happens. */
class PassivatedRunTests extends OneSteppedNode {

    private static final Duration IDLE = Duration.ofMinutes(1);

    PassivatedRunTests() {
        super(Patient.class);
        replay.activity(Clerk.class);
    }

    @BeforeEach
    void begin() {
        node.begin("p", Patient.class);
        cluster.settle();
    }

    @Test
    void runThatWaitsForAMessageIsFreeAndDueNever() {
        passivate();

        assertThat(node.runs().size()).isZero();
        assertThat(node.runs().cached()).isZero();
        assertThat(cluster.run("p").owner()).isNull();
        assertThat(cluster.run("p").wakeAt()).isNull();
    }

    @Test
    void messageBringsItToAnyNode() {
        passivate();
        SteppedNode other = cluster.node();
        other.store("p", say("hello"));

        other.lookForWork();
        cluster.settle();

        assertThat(other.runs().size()).isOne();
        assertThat(cluster.text("p")).containsExactly("started()", "signal say(\"hello\")");
    }

    @Test
    void runThatWasUsedLatelyStays() {
        cluster.time().advance(IDLE.minusMillis(1));
        node.deliver("p", say("hello"));
        cluster.settle();
        cluster.time().advance(IDLE.minusMillis(1));

        passivateIdle();

        assertThat(node.runs().size()).isOne();
    }

    @Test
    void runIsDueALittleBeforeItsTimer() {
        node.deliver("p", say("sleep"));
        cluster.settle();
        Instant timerDue = cluster.time().now().plus(Duration.ofHours(1));

        passivate();

        assertThat(cluster.run("p").wakeAt()).isEqualTo(timerDue.minusSeconds(1));
        cluster.pass(Duration.between(cluster.time().now(), timerDue).minusSeconds(1));
        assertThat(cluster.text("p")).endsWith("timer PT1H");
        cluster.pass(Duration.ofSeconds(1));
        assertThat(cluster.text("p")).endsWith("timer PT1H", "fired 3");
        assertThat(timeOfLastEvent()).isEqualTo(timerDue);
    }

    @Test
    void runWithATimerThatIsDueSoonStays() {
        node.deliver("p", say("sleep"));
        cluster.settle();
        cluster.time().advance(Duration.ofHours(1).minus(IDLE));

        passivateIdle();

        assertThat(node.runs().size()).isOne();
    }

    @Test
    void runWithAnOpenActivityStays() {
        node.deliver("p", say("work"));
        cluster.settle();

        passivate();

        assertThat(node.runs().size()).isOne();
    }

    @Test
    void runWhoseEndSomebodyWaitsForStaysUntilNobodyDoes() {
        CompletableFuture<Optional<HistoryEvent>> waiter =
                node.runs().here().closing(cluster.run("p").runId()).orElseThrow();
        passivate();
        assertThat(node.runs().size()).isOne();

        waiter.cancel(false);
        passivate();

        assertThat(node.runs().size()).isZero();
    }

    @Test
    void runWithAnUpdateThatSomebodyWaitsForStays() {
        UpdateCall call = node.update("p", "ask");
        cluster.settle();
        passivate();
        assertThat(call.accepted()).isCompleted();
        assertThat(node.runs().size()).isOne();

        node.deliver("p", say("answer"));
        cluster.settle();

        assertThat(call.end()).isCompleted();
    }

    @Test
    void runWithASignalThatNobodyHandlesYetStays() {
        node.deliver("p", SteppedCluster.signal("unknown", "x"));
        cluster.settle();

        passivate();

        assertThat(node.runs().size()).isOne();
        assertThat(cluster.store().messages(cluster.run("p").runId())).hasSize(1);
    }

    @Test
    void pausedRunLeavesAndIsPausedWhenItComesBack() {
        node.deliver("p", paused());
        cluster.settle();

        passivate();

        assertThat(node.runs().size()).isZero();
        node.store("p", say("hello"));
        node.lookForWork();
        cluster.settle();
        assertThat(cluster.text("p")).containsExactly("started()", "paused: ");
        node.deliver("p", unpaused());
        cluster.settle();
        assertThat(cluster.text("p")).endsWith("unpaused: ", "signal say(\"hello\")");
    }

    @Test
    void messageThatIsStoredWhileTheRunLeavesIsTakenHere() {
        node.store().probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.RELEASE_RUNS) {
                    node.store().probe(StoreProbe.NONE);
                    node.store("p", say("just in time"));
                }
            }
        });

        passivate();

        assertThat(node.runs().size()).isOne();
        assertThat(cluster.text("p")).containsExactly("started()", "signal say(\"just in time\")");
    }

    @Test
    void runThatCouldNotBeReleasedComesBack() {
        node.store().probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.RELEASE_RUNS) {
                    node.store().probe(StoreProbe.NONE);
                    throw new StoreUnavailableException("away", false, null);
                }
            }
        });

        passivate();

        assertThat(node.runs().size()).isOne();
        node.deliver("p", say("hello"));
        cluster.settle();
        assertThat(cluster.text("p")).containsExactly("started()", "signal say(\"hello\")");
    }

    @Test
    void runThatIsClaimedAgainBeforeItsReleaseIsAnsweredIsHere() {
        List<String> asked = new ArrayList<>();
        node.store().probe(new StoreProbe() {
            @Override
            public void after(StoreOperation operation) {
                if (operation == StoreOperation.RELEASE_RUNS && asked.isEmpty()) {
                    asked.add("p");
                    node.store("p", say("hello"));
                    node.store().claimRun(node.nodeId(), cluster.run("p").runId());
                    node.runs().adoptIfOwned(cluster.run("p").runId());
                }
            }
        });

        passivate();

        assertThat(node.runs().size()).isOne();
        assertThat(cluster.text("p")).endsWith("signal say(\"hello\")");
    }

    private void passivate() {
        cluster.time().advance(IDLE.plusMillis(1));
        passivateIdle();
    }

    private void passivateIdle() {
        node.runs().passivateUnusedSince(cluster.time().now().minus(IDLE), IDLE);
        cluster.settle();
    }

    private Instant timeOfLastEvent() {
        List<HistoryEvent> history = cluster.history("p");
        return history.get(history.size() - 1).time();
    }

    private static InboundEvent say(String word) {
        return SteppedCluster.signal("say", word);
    }

    /** Somebody who takes a while. */
    @Activity
    interface Clerk {

        String work();
    }

    /** Does what it is told. */
    @Workflow
    static class Patient {

        private final WorkflowContext workflow;
        private final Clerk clerk;
        private final List<String> orders = new ArrayList<>();
        private boolean answered;

        Patient(WorkflowContext workflow, Clerk clerk) {
            this.workflow = workflow;
            this.clerk = clerk;
        }

        @WorkflowMethod
        public void run() {
            while (true) {
                workflow.await(() -> !orders.isEmpty());
                switch (orders.remove(0)) {
                    case "sleep" -> workflow.sleep(Duration.ofHours(1));
                    case "work" -> clerk.work();
                    default -> workflow.logger().info("Nothing to do");
                }
            }
        }

        @SignalMethod
        public void say(String word) {
            answered |= word.equals("answer");
            orders.add(word);
        }

        @UpdateMethod
        public String ask() {
            workflow.await(() -> answered);
            return "answered";
        }
    }
}
