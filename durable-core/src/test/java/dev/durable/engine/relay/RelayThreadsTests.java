package dev.durable.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Threads run when the test says so: each task of the pool stands for one. */
class RelayThreadsTests {

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final Queue<Runnable> others = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean inForeignCode;
    private boolean little = true;
    private final RelayThreads relay = new RelayThreads(pool::add, () -> inForeignCode);
    private final Executor executor = relay.executor();
    private final Executor sometimes = relay.executorWhen(() -> little, others::add);

    @Test
    void taskFromElsewhereGetsAThread() {
        executor.execute(task("a"));

        assertThat(done).isEmpty();
        runNextThread();
        assertThat(done).containsExactly("a");
    }

    @Test
    void whatATaskHandsOnIsDoneByItsThreadAfterwards() {
        executor.execute(() -> {
            executor.execute(() -> {
                executor.execute(task("c"));
                done.add("b");
            });
            done.add("a");
        });

        runNextThread();

        assertThat(done).containsExactly("a", "b", "c");
        assertThat(pool).isEmpty();
    }

    @Test
    void whateverElseATaskHandsOnGetsAnotherThread() {
        executor.execute(() -> {
            executor.execute(task("kept"));
            executor.execute(task("other"));
        });

        runNextThread();
        assertThat(done).containsExactly("kept");

        runNextThread();
        assertThat(done).containsExactly("kept", "other");
    }

    @Test
    void nothingIsKeptWhileForeignCodeRuns() {
        executor.execute(() -> {
            inForeignCode = true;
            executor.execute(task("a"));
            inForeignCode = false;
        });

        runNextThread();
        assertThat(done).isEmpty();

        runNextThread();
        assertThat(done).containsExactly("a");
    }

    @Test
    void whatWasKeptIsDoneElsewhereIfTheTaskFails() {
        executor.execute(() -> {
            executor.execute(task("a"));
            throw new IllegalStateException("wrong");
        });

        assertThatIllegalStateException().isThrownBy(this::runNextThread);
        assertThat(done).isEmpty();

        runNextThread();
        assertThat(done).containsExactly("a");
    }

    @Test
    void aThreadThatIsDoneKeepsNothingAnyMore() {
        executor.execute(task("a"));
        runNextThread();

        executor.execute(task("b"));

        assertThat(done).containsExactly("a");
        assertThat(pool).hasSize(1);
    }

    @Test
    void aTaskJoinsTheRelayWhileThereIsLittleToDo() {
        executor.execute(() -> sometimes.execute(task("kept")));
        runNextThread();
        sometimes.execute(task("started"));

        assertThat(done).containsExactly("kept");
        runNextThread();
        assertThat(done).containsExactly("kept", "started");
        assertThat(others).isEmpty();
    }

    @Test
    void aTaskGoesElsewhereWhenThereIsMoreToDo() {
        little = false;

        executor.execute(() -> sometimes.execute(task("a")));
        runNextThread();

        assertThat(done).isEmpty();
        assertThat(others).hasSize(1);
    }

    @Test
    void oneSuchTaskAtATimeJoinsTheRelay() {
        sometimes.execute(task("first"));
        sometimes.execute(task("second"));
        assertThat(pool).hasSize(1);
        assertThat(others).hasSize(1);

        runNextThread();
        sometimes.execute(task("third"));

        assertThat(pool).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void onlySuchATaskIsUnhurried() {
        executor.execute(() -> {
            done.add("a: " + relay.isUnhurried());
            sometimes.execute(() -> {
                done.add("b: " + relay.isUnhurried());
                executor.execute(() -> done.add("c: " + relay.isUnhurried()));
            });
        });

        runNextThread();

        assertThat(done).containsExactly("a: false", "b: true", "c: false");
        assertThat(relay.isUnhurried()).isFalse();
    }

    @Test
    void aTaskThatFailsMakesRoomForTheNext() {
        sometimes.execute(() -> {
            throw new IllegalStateException("wrong");
        });
        assertThatIllegalStateException().isThrownBy(this::runNextThread);

        sometimes.execute(task("a"));

        assertThat(pool).hasSize(1);
    }

    @Test
    void aTaskGoesElsewhereIfThereIsNoThread() {
        RelayThreads exhausted = new RelayThreads(
                task -> {
                    throw new RejectedExecutionException();
                },
                () -> false);
        Executor executorWhen = exhausted.executorWhen(() -> true, others::add);

        executorWhen.execute(task("a"));
        executorWhen.execute(task("b"));

        assertThat(others).hasSize(2);
    }

    private Runnable task(String name) {
        return () -> done.add(name);
    }

    private void runNextThread() {
        pool.remove().run();
    }
}
