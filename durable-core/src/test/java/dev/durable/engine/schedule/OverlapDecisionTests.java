package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.schedule.OverlapDecision.Stop;
import dev.durable.schedule.OverlapPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlapDecisionTests {

    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void anActionThatIsAloneIsTaken(OverlapPolicy policy) {
        OverlapDecision decision = decide(false, policy, "a");

        assertDecision(decision, "a", "", 0, Stop.NOTHING);
    }

    @Test
    void skipLeavesOutAllButTheFirst() {
        assertDecision(decide(false, OverlapPolicy.SKIP, "a", "b", "c"), "a", "", 2, Stop.NOTHING);
        assertDecision(decide(true, OverlapPolicy.SKIP, "a", "b", "c"), "", "", 3, Stop.NOTHING);
    }

    @Test
    void bufferOneKeepsOneThatWaits() {
        assertDecision(decide(false, OverlapPolicy.BUFFER_ONE, "a", "b", "c"), "a", "b", 1, Stop.NOTHING);
        assertDecision(decide(true, OverlapPolicy.BUFFER_ONE, "a", "b", "c"), "", "a", 2, Stop.NOTHING);
    }

    @Test
    void bufferAllKeepsAll() {
        assertDecision(decide(false, OverlapPolicy.BUFFER_ALL, "a", "b", "c"), "a", "bc", 0, Stop.NOTHING);
        assertDecision(decide(true, OverlapPolicy.BUFFER_ALL, "a", "b", "c"), "", "abc", 0, Stop.NOTHING);
    }

    @Test
    void cancelOtherTakesTheLatestAndCancelsWhatRuns() {
        assertDecision(decide(false, OverlapPolicy.CANCEL_OTHER, "a", "b", "c"), "c", "", 2, Stop.NOTHING);
        assertDecision(decide(true, OverlapPolicy.CANCEL_OTHER, "a", "b", "c"), "", "c", 2, Stop.CANCEL);
    }

    @Test
    void terminateOtherTakesTheLatestAndTerminatesWhatRuns() {
        assertDecision(decide(false, OverlapPolicy.TERMINATE_OTHER, "a", "b"), "b", "", 1, Stop.NOTHING);
        assertDecision(decide(true, OverlapPolicy.TERMINATE_OTHER, "a", "b"), "", "b", 1, Stop.TERMINATE);
    }

    @Test
    void allowAllTakesAll() {
        OverlapDecision decision = decide(true, OverlapPolicy.ALLOW_ALL, "a", "b", "c");

        assertDecision(decision, "abc", "", 0, Stop.NOTHING);
        assertThat(decision.overlapping()).isEqualTo(3);
    }

    @Test
    void anActionMayBringItsOwnPolicy() {
        OverlapDecision decision = OverlapDecision.of(
                List.of(
                        action("a", null),
                        action("b", OverlapPolicy.ALLOW_ALL),
                        action("c", OverlapPolicy.BUFFER_ALL),
                        action("d", null),
                        action("e", OverlapPolicy.BUFFER_ONE)),
                false,
                OverlapPolicy.SKIP);

        assertDecision(decision, "ba", "c", 2, Stop.NOTHING);
        assertThat(decision.overlapping()).isEqualTo(1);
    }

    @Test
    void makingRoomLeavesThoseInPeaceThatMayWait() {
        List<WaitingAction> waiting = List.of(
                action("a", OverlapPolicy.BUFFER_ALL), action("b", OverlapPolicy.BUFFER_ALL), action("c", null));

        assertDecision(OverlapDecision.of(waiting, true, OverlapPolicy.CANCEL_OTHER), "", "cab", 0, Stop.CANCEL);
        assertDecision(OverlapDecision.of(waiting, false, OverlapPolicy.CANCEL_OTHER), "c", "b", 1, Stop.NOTHING);
    }

    @Test
    void terminationGoesBeforeCancellation() {
        assertDecision(
                OverlapDecision.of(
                        List.of(
                                action("a", OverlapPolicy.CANCEL_OTHER),
                                action("b", OverlapPolicy.TERMINATE_OTHER),
                                action("c", OverlapPolicy.CANCEL_OTHER)),
                        true,
                        OverlapPolicy.SKIP),
                "",
                "c",
                2,
                Stop.TERMINATE);
    }

    @Test
    void nothingWaitsAndNothingIsDone() {
        assertDecision(decide(true, OverlapPolicy.TERMINATE_OTHER), "", "", 0, Stop.NOTHING);
    }

    private static void assertDecision(OverlapDecision decision, String start, String keep, int skipped, Stop stop) {
        assertThat(names(decision.start())).isEqualTo(start);
        assertThat(names(decision.keep())).isEqualTo(keep);
        assertThat(decision.skipped()).isEqualTo(skipped);
        assertThat(decision.stop()).isEqualTo(stop);
    }

    private static OverlapDecision decide(boolean running, OverlapPolicy policy, String... names) {
        return OverlapDecision.of(
                Arrays.stream(names).map(name -> action(name, null)).toList(), running, policy);
    }

    /** Names are letters, which the times tell. */
    private static WaitingAction action(String name, OverlapPolicy policy) {
        return new WaitingAction(TIME.plusSeconds(name.charAt(0) - 'a'), policy, false);
    }

    private static String names(List<WaitingAction> actions) {
        return actions.stream()
                .map(action -> (char) ('a' + (action.scheduledAt().getEpochSecond() - TIME.getEpochSecond())))
                .flatMap(letter -> Stream.of(String.valueOf(letter)))
                .reduce("", String::concat);
    }
}
