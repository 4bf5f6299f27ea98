package dev.durable.engine.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/** True time, that of the database, in microseconds since the simulation began; it passes when the scheduler says so. */
final class SimulatedTime {

    /** When simulations begin. */
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparing(timer -> timer.number));
    private long now;
    private long number;

    long micros() {
        return now;
    }

    Instant now() {
        return START.plus(now, ChronoUnit.MICROS);
    }

    void pass(long micros) {
        now += micros;
    }

    /** Has the action handed to the node's tasks after a while. */
    Timer schedule(SimulatedNode node, long delay, Runnable action) {
        Timer timer = new Timer(node, now + Math.max(0, delay), ++number, action);
        timers.add(timer);
        return timer;
    }

    /** Puts a timer off. */
    void postpone(Timer timer, long delay) {
        timer.due = now + delay;
        timers.add(timer);
    }

    /** Takes a timer that is due now, or null. */
    Timer takeDue() {
        Timer first = first();
        return first == null || first.due > now ? null : timers.poll();
    }

    /** Lets time pass until the next timer is due; false if there is none. */
    boolean passToNext() {
        Timer first = first();
        if (first != null) {
            now = Math.max(now, first.due);
        }
        return first != null;
    }

    /** Takes the first timer of a node, whenever it is due, or null. */
    Timer takeFirstOf(SimulatedNode node) {
        Timer first = timers.stream()
                .filter(timer -> timer.node == node && !timer.canceled)
                .min(timers.comparator())
                .orElse(null);
        timers.remove(first);
        return first;
    }

    private Timer first() {
        while (!timers.isEmpty()
                && (timers.peek().canceled || timers.peek().node.isBuried())) {
            timers.poll();
        }
        return timers.peek();
    }

    /** Something that is to be done later. */
    static final class Timer {

        private final SimulatedNode node;
        private final long number;
        private final Runnable action;
        private long due;
        private boolean canceled;
        private boolean late;

        private Timer(SimulatedNode node, long due, long number, Runnable action) {
            this.node = node;
            this.due = due;
            this.number = number;
            this.action = action;
        }

        void cancel() {
            canceled = true;
        }

        SimulatedNode node() {
            return node;
        }

        Runnable action() {
            return () -> {
                if (!canceled) {
                    action.run();
                }
            };
        }

        /** Whether it is late, or is to be late the first time this is asked with that wish. */
        boolean becomesLate() {
            boolean first = !late;
            late = true;
            return first;
        }
    }
}
