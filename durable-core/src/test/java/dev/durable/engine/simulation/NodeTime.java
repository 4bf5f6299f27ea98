package dev.durable.engine.simulation;

import dev.durable.engine.Uuids;
import dev.durable.engine.simulation.SimulatedTime.Timer;
import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The clock of one node: it may be wrong, and may jump; like a machine's it measures spans of time rightly all the same. */
final class NodeTime implements TimeSource {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final long LONGEST_SLEEP = 500_000;

    private final SimulatedNode node;
    private final SimulatedScheduler scheduler;
    private final Random ids;
    private long skew;

    NodeTime(SimulatedNode node, SimulatedScheduler scheduler, Random ids) {
        this.node = node;
        this.scheduler = scheduler;
        this.ids = ids;
    }

    void jump(long micros) {
        skew += micros;
    }

    @Override
    public Instant now() {
        return scheduler.time().now().plus(skew, ChronoUnit.MICROS);
    }

    @Override
    public UUID newId(Instant time) {
        return Uuids.version7(time, ids.nextLong());
    }

    @Override
    public TimerHandle schedule(Instant due, Runnable action) {
        return new NodeTimer(due, action).arm();
    }

    @Override
    public <T> T await(CompletableFuture<T> future, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (node.isDead()) {
            throw new InterruptedException("Node " + node.number() + " is dead");
        }
        if (!future.isDone() && !scheduler.isOnFiber()) {
            throw new IllegalStateException("A task waits that nobody can leave");
        }
        long left = atMost.toNanos() / 1_000;
        while (!future.isDone() && !node.isDead() && left > 0) {
            // a fiber is not woken by an interrupt
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted on node " + node.number());
            }
            long span = Math.min(left, LONGEST_SLEEP);
            left -= span;
            scheduler.sleepUntilWoken(wake -> {
                future.whenComplete((value, failure) -> wake.run());
                scheduler.time().schedule(node, span, wake);
            });
        }
        if (node.isDead()) {
            throw new InterruptedException("Node " + node.number() + " has died");
        }
        if (!future.isDone()) {
            throw new TimeoutException();
        }
        return future.get();
    }

    /** Looks at the clock when the span has passed, as the engine's own timers do. */
    private final class NodeTimer implements TimerHandle {

        private final Instant due;
        private final Runnable action;
        private Timer timer;

        NodeTimer(Instant due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        NodeTimer arm() {
            Duration delay = Duration.between(now(), due);
            Duration span = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
            timer = scheduler
                    .time()
                    .schedule(node, span.toNanos() / 1_000 + (span.toNanos() % 1_000 > 0 ? 1 : 0), this::fire);
            return this;
        }

        private void fire() {
            if (now().isBefore(due) && !node.isDead()) {
                arm();
            } else {
                action.run();
            }
        }

        @Override
        public void cancel() {
            timer.cancel();
        }
    }
}
