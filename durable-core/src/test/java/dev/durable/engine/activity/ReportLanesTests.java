package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ReportLanesTests {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean exhausted;

    private final ReportLanes lanes = new ReportLanes(task -> {
        if (exhausted) {
            throw new RejectedExecutionException("no thread");
        }
        threads.add(task);
    });

    @Test
    void aTaskWaitsWhileNoThreadCanBeHad() {
        exhausted = true;
        for (int i = 0; i < 8; i++) {
            lanes.execute(() -> done.add("before"));
        }

        exhausted = false;
        lanes.execute(() -> done.add("after"));
        runAll();

        assertThat(done).hasSize(9).endsWith("after");
    }

    @Test
    void aTaskForWhichNoThreadCouldBeHadNeedsNoOtherOneToGoOn() {
        exhausted = true;
        lanes.execute(() -> done.add("before"));

        lanes.resume();
        exhausted = false;
        lanes.resume();
        runAll();
        lanes.resume();

        assertThat(done).containsExactly("before");
        assertThat(threads).isEmpty();
    }

    @Test
    void aTaskThatFailsStopsNothing() {
        for (int i = 0; i < 8; i++) {
            lanes.execute(() -> {
                throw new IllegalStateException("broken");
            });
        }

        lanes.execute(() -> done.add("after"));
        runAll();
        lanes.execute(() -> done.add("later"));
        runAll();

        assertThat(done).containsExactly("after", "later");
    }

    private void runAll() {
        for (Runnable next = threads.poll(); next != null; next = threads.poll()) {
            next.run();
        }
    }
}
