package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.childCanceled;
import static dev.durable.engine.testing.Happenings.childCompleted;
import static dev.durable.engine.testing.Happenings.childFailed;
import static dev.durable.engine.testing.Happenings.childRefused;
import static dev.durable.engine.testing.Happenings.childStarted;
import static dev.durable.engine.testing.Happenings.childTerminated;
import static dev.durable.engine.testing.Happenings.childTimedOut;
import static dev.durable.engine.testing.Happenings.externalCancelRefused;
import static dev.durable.engine.testing.Happenings.externalCancelRequested;
import static dev.durable.engine.testing.Happenings.externalSignalRefused;
import static dev.durable.engine.testing.Happenings.externalSignaled;
import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ProgramActivities;
import dev.durable.engine.testing.ProgramPart;
import dev.durable.engine.testing.ProgramWorkflow;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.Seeds;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs, to which things happen in random order, with random evictions; the fixture replays every prefix afterwards. */
class RandomProgramTests {

    private static final int PROGRAM_SIZE = 8;
    private static final int MAX_STEPS = 2_000;

    @RegisterExtension
    final ReplayFixture fixture =
            new ReplayFixture().workflow(ProgramPart.class).activity(ProgramActivities.class);

    private final List<LocalActivityCall> local = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void programReplaysFromEveryPrefix(long seed) {
        Random random = new Random(seed * 31);
        TestRun run = fixture.run(ProgramWorkflow.class);

        run.start(seed, PROGRAM_SIZE);
        noteLocalCalls(run);
        int steps = 0;
        while (!run.isClosed()) {
            assertThat(steps++).as("steps of seed %d", seed).isLessThan(MAX_STEPS);
            if (random.nextInt(5) == 0) {
                assertEvictionChangesNothing(run);
            }
            step(run, random);
            noteLocalCalls(run);
        }

        assertEvictionChangesNothing(run);
    }

    static LongStream seeds() {
        return Seeds.first(60);
    }

    /** New calls come, and those whose scope was canceled go. */
    private void noteLocalCalls(TestRun run) {
        local.addAll(run.instance().takeLocalActivityCalls());
        local.removeIf(call -> !run.instance()
                .isExpected(HistoryBuilder.localCompletion(call.localActivityId(), call.activityType(), "x")));
    }

    private void assertEvictionChangesNothing(TestRun run) {
        List<?> before = run.query("trace", List.class);
        assertThatObject(run.evict().query("trace", List.class)).isEqualTo(before);
        List<LocalActivityCall> again = run.instance().takeLocalActivityCalls();
        if (!run.isClosed()) {
            assertThat(again).as("local activities without a result").isEqualTo(local);
        }
    }

    private void step(TestRun run, Random random) {
        List<ActivityTaskScheduled> activities = run.instance().pendingActivities();
        List<TimerStarted> timers = run.instance().pendingTimers();
        List<InboundEvent> answers = answers(run, random);
        int choice = random.nextInt(12);
        if (random.nextInt(100) == 0 && run.instance().isExpected(cancelRequested("enough"))) {
            run.happen(cancelRequested("enough"));
        } else if (random.nextInt(50) == 0) {
            run.happen(paused());
            run.happen(unpaused());
        } else if (choice < 3 && !answers.isEmpty()) {
            run.happen(answers.get(random.nextInt(answers.size())));
        } else if (choice >= 10 && !local.isEmpty()) {
            endLocal(local.remove(random.nextInt(local.size())), run, random);
        } else if (choice < 5 && !activities.isEmpty()) {
            end(activities.get(random.nextInt(activities.size())).eventId(), run, random);
        } else if (choice < 8 && !timers.isEmpty()) {
            run.fire(timers.get(random.nextInt(timers.size())).eventId());
        } else {
            run.elapse(Duration.ofMillis(random.nextInt(50)));
            String slowly = random.nextInt(4) == 0 ? "Slowly" : "";
            if (random.nextInt(3) == 0) {
                run.update("update-" + run.history().size(), "add" + slowly + "ByUpdate", random.nextInt(3));
            } else {
                run.signal("add" + slowly, random.nextInt(3));
            }
        }
    }

    private static void endLocal(LocalActivityCall call, TestRun run, Random random) {
        if (random.nextInt(5) == 0) {
            run.localFailed(call.localActivityId(), call.activityType(), ApplicationFailure.of("no luck", "NoLuck"));
        } else {
            run.localCompleted(call.localActivityId(), call.activityType(), "result " + random.nextInt(100));
        }
    }

    /** What may become of each request that concerns others. */
    private static List<InboundEvent> answers(TestRun run, Random random) {
        return run.history().stream()
                .map(event -> answer(event, random))
                .filter(answer -> answer != null && run.instance().isExpected(answer))
                .toList();
    }

    private static InboundEvent answer(HistoryEvent request, Random random) {
        int id = request.eventId();
        return switch (request.type()) {
            case StartChildWorkflowExecutionInitiated ->
                switch (random.nextInt(8)) {
                    case 0 -> childRefused(id);
                    case 1 -> childFailed(id, ApplicationFailure.of("bad luck", "BadLuck"));
                    case 2 -> childCanceled(id);
                    case 3 -> childTimedOut(id);
                    case 4 -> childTerminated(id, "by hand");
                    case 5 -> childCompleted(id, "part " + random.nextInt(10));
                    default -> childStarted(id);
                };
            case SignalExternalWorkflowExecutionInitiated ->
                random.nextInt(4) == 0 ? externalSignalRefused(id) : externalSignaled(id);
            case RequestCancelExternalWorkflowExecutionInitiated ->
                random.nextInt(4) == 0 ? externalCancelRefused(id) : externalCancelRequested(id);
            default -> null;
        };
    }

    private static void end(int activity, TestRun run, Random random) {
        if (run.instance().activitiesAskedToStop().contains(activity) && random.nextBoolean()) {
            run.canceled(activity, 1, "asked to stop");
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> run.fail(activity, ApplicationFailure.of("bad luck", "BadLuck"));
            case 1 -> run.timeOut(activity, TimeoutType.START_TO_CLOSE);
            default -> run.complete(activity, "result " + random.nextInt(100));
        }
    }
}
