package dev.durable.engine.replay;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions of changes: what is recorded, and what older and newer histories make of a call. */
class VersionTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .activity(Work.class)
            .workflow(Loop.class, Later.class, Without.class, Twice.class, OnlyNew.class, SwallowsUnsupported.class)
            .workflow(Patched.class, PatchDeprecated.class, PatchForgotten.class);

    @Test
    void firstCallRecordsTheNewestVersionAndLaterOnesNothing() {
        TestRun run = fixture.run(Loop.class);

        assertThat(run.start(3)).containsExactly("version loop 2", "schedule Work.run(\"new\")");
        assertThat(run.complete(3, "")).containsExactly("schedule Work.run(\"new\")");
        assertThat(run.evict().complete(5, "")).containsExactly("schedule Work.run(\"new\")");
    }

    @Test
    void runThatIsOlderThanTheCallGoesByTheDefaultVersionForever() {
        TestRun run =
                fixture.resume(Loop.class, HistoryBuilder.started("Loop", 3).scheduled("Work.run", "old"));

        assertThat(run.complete(2, "")).containsExactly("schedule Work.run(\"old\")");
        assertThat(run.evict().complete(4, "")).containsExactly("schedule Work.run(\"old\")");
    }

    @Test
    void callBehindWhatIsRecordedRecordsTheNewestVersion() {
        TestRun run =
                fixture.resume(Later.class, HistoryBuilder.started("Later").scheduled("Work.run", "first"));

        assertThat(run.complete(2, "")).containsExactly("version later 1", "schedule Work.run(\"1\")");
        assertThat(run.evict().complete(5, "")).containsExactly("complete \"1\"");
    }

    @Test
    void handlersAndAsyncFunctionsGetTheSameVersionAndNothingRunsInBetween() {
        TestRun run = fixture.run(Everywhere.class);

        assertThat(run.start()).containsExactly("version main 1");
        assertThat(run.signal("note")).containsExactly("version handler 1");
        assertThat(run.signal("note")).isEmpty();

        assertThat(seen(run)).containsExactly("main 1", "async 1", "handler 1", "handler 1", "main 1");
        assertThat(seen(run.evict())).hasSize(5);
    }

    @Test
    void handlerThatRanBeforeTheCallWasThereKeepsToTheDefaultVersion() {
        TestRun run = fixture.resume(
                Everywhere.class,
                HistoryBuilder.started("Everywhere").version("main", 1).signal("note"));

        assertThat(run.signal("note")).isEmpty();
        assertThat(seen(run)).contains("handler -1", "main 1");
    }

    @Test
    void versionThatIsNotAskedForAnyMoreIsPassedOverWhereverItStands() {
        List<String> differences = new ArrayList<>();

        fixture.replay(
                HistoryBuilder.started("Without")
                        .version("removed", 1)
                        .version("also removed", 4)
                        .scheduled("Work.run", "a")
                        .version("at the end of the step", 1)
                        .completed(4, "A")
                        .version("alone in its step", 1)
                        .build(),
                differences);

        assertThat(differences)
                .containsExactly(
                        "event 2 MarkerRecorded(version 1 of change removed) is not asked for any more",
                        "event 3 MarkerRecorded(version 4 of change also removed) is not asked for any more",
                        "event 5 MarkerRecorded(version 1 of change at the end of the step) is not asked for any more",
                        "event 7 MarkerRecorded(version 1 of change alone in its step) is not asked for any more");
    }

    @Test
    void callsMayBeReorderedAndMovedWithinTheirStep() {
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(
                HistoryBuilder.started("Twice")
                        .version("second", 1)
                        .scheduled("Work.run", "a")
                        .version("first", 0)
                        .build(),
                differences);

        assertThat(instance.facts().changeVersions()).containsEntry("first", 0).containsEntry("second", 1);
        assertThat(differences)
                .containsExactly(
                        "event 4 MarkerRecorded(version 0 of change first) is asked for earlier in its step now");
    }

    @Test
    void versionThatIsAskedForLaterThanItWasRecordedIsTheRecordedOne() {
        TestRun run = fixture.run(Later.class);
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(
                HistoryBuilder.started("Later")
                        .version("later", 0)
                        .scheduled("Work.run", "first")
                        .completed(3, "")
                        .scheduled("Work.run", "0")
                        .build(),
                differences);

        assertThat(instance.pendingActivities()).hasSize(1);
        assertThat(differences)
                .containsExactly("event 2 MarkerRecorded(version 0 of change later) is not asked for any more");
        assertThat(run.start()).containsExactly("schedule Work.run(\"first\")");
    }

    @Test
    void callThatWasAddedBeforeTheOneThatRecordedItsVersionIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Loop", 2)
                        .scheduled("Work.run", "old")
                        .completed(2, "")
                        .version("loop", 2)
                        .scheduled("Work.run", "new")
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("recorded: MarkerRecorded(version 2 of change loop)")
                .hasMessageContaining("replayed: version -1 of the change, asked for in an earlier step")
                .hasMessageContaining("give the earlier one a change id of its own");
    }

    @Test
    void versionThatTheCodeDoesNotHaveStopsTheRunWhateverTheCodeMakesOfIt() {
        for (Class<?> type : List.of(OnlyNew.class, SwallowsUnsupported.class)) {
            assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started(type.getSimpleName())
                            .version("change", 1)
                            .scheduled("Work.run", "a")
                            .build()))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_UNSUPPORTED))
                    .hasMessageContaining("goes by version 1 of the change 'change', but the code has 2 to 3");
        }
    }

    @Test
    void defaultVersionThatTheCodeDoesNotHaveStopsTheRunLiveToo() {
        TestRun run = fixture.resume(
                OnlyNewLater.class, HistoryBuilder.started("OnlyNewLater").signal("check"));

        assertThatThrownBy(() -> run.signal("checkNewOnly"))
                .hasMessageContaining("DUR-3020")
                .hasMessageContaining("goes by version -1");
    }

    @Test
    void patchGoesThroughItsThreeStages() {
        HistoryBuilder older = HistoryBuilder.started("Patched").scheduled("Work.run", "old");
        HistoryBuilder newer =
                HistoryBuilder.started("Patched").version("patch", 1).scheduled("Work.run", "new");
        List<String> differences = new ArrayList<>();

        fixture.replay(older.build());
        fixture.replay(newer.build());
        fixture.replay(renamed(newer, "PatchDeprecated"));
        fixture.replay(renamed(newer, "PatchForgotten"), differences);

        assertThat(differences).hasSize(1);
        assertThat(fixture.run(PatchDeprecated.class).start())
                .containsExactly("version patch 1", "schedule Work.run(\"new\")");
    }

    @Test
    void queriesMayNotAsk() {
        TestRun run = fixture.run(Everywhere.class);
        run.start();

        assertThatThrownBy(() -> run.query("ask", Integer.class)).hasMessageContaining("version was called in a query");
    }

    @Test
    void illegalCallsAreTold() {
        assertThatThrownBy(() -> ask("x".repeat(201), 0, 1)).hasMessageContaining("1 to 200 characters");
        assertThatThrownBy(() -> ask(" ", 0, 1)).hasMessageContaining("1 to 200 characters");
        assertThatThrownBy(() -> ask("x", 2, 1)).hasMessageContaining("go from 2 to 1");
        assertThatThrownBy(() -> ask("x", -2, 1)).hasMessageContaining("go from -2 to 1");
    }

    @SuppressWarnings("unchecked")
    private static List<String> seen(TestRun run) {
        return run.query("seen", List.class);
    }

    private void ask(String changeId, int min, int max) {
        TestRun run = fixture.run(Asks.class);
        run.start();
        run.signal("ask", changeId, min, max);
    }

    private static List<HistoryEvent> renamed(HistoryBuilder history, String workflowType) {
        List<HistoryEvent> events = new ArrayList<>(history.build());
        events.set(0, HistoryBuilder.started(workflowType).build().get(0));
        return events;
    }

    /** What the workflows of these tests have in common. */
    abstract static class Versioned {

        final WorkflowContext workflow;
        final Work work;

        Versioned(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }
    }

    @Workflow
    static class Loop extends Versioned {

        Loop(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run(int rounds) {
            for (int i = 0; i < rounds; i++) {
                work.run(workflow.version("loop", DEFAULT_VERSION, 2) == 2 ? "new" : "old");
            }
        }
    }

    @Workflow
    static class Later extends Versioned {

        Later(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public String run() {
            work.run("first");
            String version = String.valueOf(workflow.version("later", DEFAULT_VERSION, 1));
            work.run(version);
            return version;
        }
    }

    @Workflow
    static class Everywhere extends Versioned {

        private final List<String> seen = new ArrayList<>();
        private int signals;

        Everywhere(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> see("async", "main"));
            see("main", "main");
            workflow.await(() -> signals == 2);
            see("main", "main");
            workflow.await(() -> false);
        }

        @SignalMethod
        public void note() {
            see("handler", "handler");
            signals++;
        }

        @QueryMethod
        public List<String> seen() {
            return seen;
        }

        @QueryMethod
        public int ask() {
            return workflow.version("main", DEFAULT_VERSION, 1);
        }

        private void see(String where, String changeId) {
            seen.add(where + " " + workflow.version(changeId, DEFAULT_VERSION, 1));
        }
    }

    @Workflow
    static class Without extends Versioned {

        Without(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            work.run("a");
            workflow.await(() -> false);
        }
    }

    @Workflow
    static class Twice extends Versioned {

        Twice(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.version("first", DEFAULT_VERSION, 1);
            workflow.version("second", DEFAULT_VERSION, 1);
            work.run("a");
        }
    }

    @Workflow
    static class OnlyNew extends Versioned {

        OnlyNew(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.version("change", 2, 3);
            work.run("a");
        }
    }

    @Workflow
    static class SwallowsUnsupported extends Versioned {

        SwallowsUnsupported(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.version("change", 2, 3);
            } catch (Throwable e) {
                work.run("a");
            }
        }
    }

    @Workflow
    static class OnlyNewLater extends Versioned {

        OnlyNewLater(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void check() {
            workflow.version("change", DEFAULT_VERSION, 1);
        }

        @SignalMethod
        public void checkNewOnly() {
            workflow.version("change", 1, 1);
        }
    }

    @Workflow
    static class Patched extends Versioned {

        Patched(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            work.run(workflow.patched("patch") ? "new" : "old");
        }
    }

    @Workflow
    static class PatchDeprecated extends Versioned {

        PatchDeprecated(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.deprecatePatch("patch");
            work.run("new");
        }
    }

    @Workflow
    static class PatchForgotten extends Versioned {

        PatchForgotten(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            work.run("new");
        }
    }

    @Workflow
    static class Asks extends Versioned {

        Asks(WorkflowContext workflow, Work work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void ask(String changeId, int min, int max) {
            workflow.version(changeId, min, max);
        }
    }
}
