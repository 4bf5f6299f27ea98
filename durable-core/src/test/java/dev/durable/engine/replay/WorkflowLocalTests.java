package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that belong to the run or to one of its threads. */
class WorkflowLocalTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    @Test
    void eachThreadHasAValueOfItsOwnAndTheRunHasOne() {
        TestRun run = fixture.run(Locals.class);
        run.start();

        run.fire(2);
        run.signal("look");

        assertThat(log(run))
                .containsExactly("main 0 0", "async 1 1", "main 0 1", "async 1 1", "handler 2 1", "handler 5 7");
        assertThat(log(run.evict())).hasSize(6);
    }

    @Test
    void queriesSeeTheValueOfTheRunButDoNotMakeIt() {
        TestRun run = fixture.run(Locals.class);
        run.start();

        assertThat(run.query("untouched", Integer.class)).isEqualTo(0);
        assertThat(run.query("untouched", Integer.class)).isEqualTo(1);
        assertThat(run.query("shared", Integer.class)).isEqualTo(1);
    }

    @Test
    void queriesHaveNoThreadWhoseValueTheyCouldSee() {
        TestRun run = fixture.run(Locals.class);
        run.start();

        assertThatThrownBy(() -> run.query("own", Integer.class)).hasMessageContaining("was called in a query");
    }

    @SuppressWarnings("unchecked")
    private static List<String> log(TestRun run) {
        return run.query("log", List.class);
    }

    @Workflow
    static class Locals {

        private final WorkflowContext workflow;
        private final WorkflowLocal<Integer> own;
        private final WorkflowLocal<Integer> shared;
        private final WorkflowLocal<Integer> untouched;
        private final List<String> log = new ArrayList<>();
        private int threads;
        private int asked;

        Locals(WorkflowContext workflow) {
            this.workflow = workflow;
            this.own = workflow.newThreadLocal(() -> threads++);
            this.shared = workflow.newRunLocal(() -> 0);
            this.untouched = workflow.newRunLocal(() -> asked++);
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> {
                shared.set(shared.get() + 1);
                note("async");
                workflow.sleep(Duration.ofSeconds(1));
                note("async");
            });
            note("main");
            workflow.await(() -> shared.get() > 0);
            note("main");
            workflow.await(() -> false);
        }

        @SignalMethod
        public void look() {
            note("handler");
            own.set(5);
            shared.set(7);
            note("handler");
        }

        @QueryMethod
        public List<String> log() {
            return log;
        }

        @QueryMethod
        public int own() {
            return own.get();
        }

        @QueryMethod
        public int shared() {
            return shared.get();
        }

        @QueryMethod
        public int untouched() {
            return untouched.get();
        }

        private void note(String thread) {
            log.add(thread + " " + own.get() + " " + shared.get());
        }
    }
}
