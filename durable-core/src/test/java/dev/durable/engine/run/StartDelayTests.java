package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.terminated;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.time.ManualTime;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.payload.Payload;
import dev.durable.store.RunRelease;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs whose first step waits. */
class StartDelayTests extends OneSteppedNode {

    private static final Duration DELAY = Duration.ofHours(1);

    StartDelayTests() {
        super(Late.class, Unlucky.class);
    }

    @Test
    void codeBeginsWhenTheDelayIsOver() {
        begin();
        assertThat(cluster.text("l")).containsExactly("started()");

        pass(DELAY);

        assertThat(cluster.text("l")).containsExactly("started()", "fired 1", "timer PT1M");
        assertThat(timeOf(2)).isEqualTo(ManualTime.START.plus(DELAY));
        pass(Duration.ofMinutes(1));
        assertThat(cluster.text("l")).endsWith("fired 3", "complete \"slept\"");
    }

    @Test
    void messageEndsTheWaitAndTimeIsWhatItIs() {
        begin();
        pass(Duration.ofMinutes(5));

        node.deliver("l", say("now"));
        cluster.settle();

        assertThat(cluster.text("l")).containsExactly("started()", "fired 1", "timer PT1M", "signal say(\"now\")");
        assertThat(timeOf(2)).isEqualTo(ManualTime.START.plus(Duration.ofMinutes(5)));
        pass(Duration.ofMinutes(1));
        assertThat(cluster.text("l")).endsWith("fired 3", "complete \"slept, now\"");
        assertThat(timeOf(5)).isEqualTo(ManualTime.START.plus(Duration.ofMinutes(6)));
    }

    @Test
    void storedMessageEndsTheWait() {
        begin();
        node.store("l", say("now"));
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.text("l")).containsExactly("started()", "fired 1", "timer PT1M", "signal say(\"now\")");
    }

    @Test
    void cancellationEndsTheWait() {
        begin();
        node.deliver("l", cancelRequested("enough"));
        cluster.settle();

        assertThat(cluster.text("l"))
                .containsExactly(
                        "started()",
                        "fired 1",
                        "timer PT1M",
                        "cancel requested: enough",
                        "cancel timer 3",
                        "canceled: enough");
    }

    @Test
    void codeOfARunThatIsTerminatedMeanwhileNeverBegins() {
        begin();
        node.deliver("l", terminated("by hand"));
        cluster.settle();

        assertThat(cluster.text("l")).containsExactly("started()", "terminated: by hand");
    }

    @Test
    void limitThatComesFirstEndsTheRun() {
        node.begin("l", Late.class, new RunOptions(Duration.ofMinutes(10), null, null, null, DELAY));
        cluster.settle();

        pass(Duration.ofMinutes(10));
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.text("l")).containsExactly("started()", "run timed out: WORKFLOW_EXECUTION");
    }

    @Test
    void runTimeCountsFromTheEndOfTheDelay() {
        node.begin("l", Late.class, new RunOptions(null, null, Duration.ofSeconds(30), null, DELAY));
        cluster.settle();

        pass(DELAY);
        assertThat(cluster.text("l")).endsWith("timer PT1M");
        pass(Duration.ofSeconds(30));

        assertThat(cluster.text("l")).endsWith("timer PT1M", "run timed out: WORKFLOW_RUN");
    }

    @Test
    void delayEndsOnTheNextNode() {
        begin();
        pass(Duration.ofMinutes(5));
        node.crash();
        SteppedNode next = cluster.node();
        next.lookForWork();
        cluster.settle();
        assertThat(cluster.text("l")).containsExactly("started()");

        pass(DELAY.minusMinutes(5));

        assertThat(cluster.text("l")).endsWith("fired 1", "timer PT1M");
    }

    @Test
    void runThatIsReleasedIsDueWhenTheDelayIsOver() {
        begin();

        CompletableFuture<List<RunRelease>> released = node.runs().freezeAll();
        cluster.settle();

        assertThat(released.join())
                .singleElement()
                .satisfies(release -> assertThat(release.wakeAt()).isEqualTo(ManualTime.START.plus(DELAY)));
    }

    @Test
    void pauseHoldsTheBeginningUp() {
        begin();
        node.deliver("l", paused());
        cluster.settle();
        pass(DELAY);
        assertThat(cluster.text("l")).containsExactly("started()", "paused: ");
        assertThat(cluster.run("l").status()).isEqualTo(WorkflowStatus.PAUSED);

        node.deliver("l", unpaused());
        cluster.settle();

        assertThat(cluster.text("l")).containsExactly("started()", "paused: ", "unpaused: ", "fired 1", "timer PT1M");
    }

    @Test
    void queryIsRefusedUntilTheCodeHasBegun() {
        begin();

        CompletableFuture<Payload> answer = node.runs()
                .here()
                .query(cluster.run("l").runId(), "word", List.of())
                .orElseThrow();
        cluster.settle();

        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DurableException.class)
                .withMessageContaining("DUR-2006")
                .withMessageContaining("has not begun");
    }

    @Test
    void signalThatIsKeptBackBeforeARepetitionIsKeptBackByAPauseThatComesWithIt() {
        node.begin("u", Unlucky.class, new RunOptions(null, null, null, RetryPolicy.DEFAULT, Duration.ZERO));
        cluster.settle();
        node.deliver("u", say("a"));
        cluster.settle();
        node.store("u", say("b"));
        node.store("u", paused());
        node.lookForWork();
        cluster.settle();
        assertThat(cluster.texts("u").get(1)).containsExactly("started()", "paused: ");
        assertThat(cluster.run("u").pendingMessages()).isEqualTo(2);

        pass(Duration.ofMinutes(1));
        node.deliver("u", unpaused());
        cluster.settle();

        assertThat(cluster.texts("u").get(1)).contains("unpaused: ", "signal say(\"b\")");
    }

    @Test
    void pauseBeforeARepetitionIsKeptWhateverCarriesOver() {
        node.begin("u", Unlucky.class, new RunOptions(null, null, null, RetryPolicy.DEFAULT, Duration.ZERO));
        cluster.settle();
        node.store("u", say("a"));
        node.lookForWork();
        cluster.settle();
        node.deliver("u", say("b"));
        cluster.settle();
        assertThat(cluster.texts("u"))
                .containsExactly(List.of("started()", "fail Unlucky: bad luck"), List.of("started()"));

        pass(Duration.ofMillis(999));
        assertThat(cluster.texts("u")).hasSize(2);
        pass(Duration.ofMillis(1));

        assertThat(cluster.texts("u"))
                .containsExactly(
                        List.of("started()", "fail Unlucky: bad luck"),
                        List.of("started()", "fired 1", "fail Unlucky: bad luck"),
                        List.of("started()"));
        assertThat(cluster.store().messages(cluster.run("u").runId())).hasSize(2);
    }

    @Test
    void runThatWaitsForItsRepetitionCanBeTerminatedByAMessage() {
        node.begin("u", Unlucky.class, new RunOptions(null, null, null, RetryPolicy.DEFAULT, Duration.ZERO));
        cluster.settle();
        node.store("u", terminated("by hand"));

        node.lookForWork();
        cluster.settle();

        assertThat(cluster.texts("u"))
                .containsExactly(
                        List.of("started()", "fail Unlucky: bad luck"), List.of("started()", "terminated: by hand"));
    }

    private void begin() {
        node.begin("l", Late.class, new RunOptions(null, null, null, null, DELAY));
        cluster.settle();
    }

    private void pass(Duration duration) {
        cluster.pass(duration);
    }

    private Instant timeOf(int eventId) {
        HistoryEvent event = cluster.history("l").get(eventId - 1);
        return event.time();
    }

    private static InboundEvent say(String word) {
        return SteppedCluster.signal("say", word);
    }

    /** Sleeps for a minute. */
    @Workflow
    static class Late {

        private final WorkflowContext workflow;
        private String heard = "";

        Late(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofMinutes(1));
            return "slept" + heard;
        }

        @SignalMethod
        public void say(String word) {
            heard += ", " + word;
        }

        @QueryMethod
        public String word() {
            return heard;
        }
    }

    /** Fails at once. */
    @Workflow
    static class Unlucky {

        @WorkflowMethod
        public String run() {
            throw ApplicationFailure.of("bad luck", "Unlucky");
        }

        @SignalMethod
        public void say(String word) {}
    }
}
