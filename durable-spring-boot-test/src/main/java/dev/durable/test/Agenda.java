package dev.durable.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is to happen: timers, by virtual time, and upkeep, by the machine's. Guarded by the lock of {@link VirtualTime}. */
final class Agenda {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Comparator<Entry> BY_ARRIVAL = Comparator.comparingLong(entry -> entry.number);

    private final TreeSet<Entry> timers =
            new TreeSet<>(Comparator.comparing((Entry entry) -> entry.due).thenComparing(BY_ARRIVAL));
    private final TreeSet<Entry> upkeep =
            new TreeSet<>(Comparator.comparingLong((Entry entry) -> entry.nanos).thenComparing(BY_ARRIVAL));
    private long added;

    void add(Entry entry) {
        entry.number = added++;
        (entry.isUpkeep ? upkeep : timers).add(entry);
    }

    void remove(Entry entry) {
        (entry.isUpkeep ? upkeep : timers).remove(entry);
    }

    void clear() {
        timers.clear();
        upkeep.clear();
    }

    boolean isTimerDue(Instant now) {
        return !timers.isEmpty() && !timers.first().due.isAfter(now);
    }

    Optional<Instant> nextTimer() {
        return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due);
    }

    /** Takes what is due, if anything is. */
    @Nullable
    Entry pollDue(Instant now) {
        if (isTimerDue(now)) {
            return timers.pollFirst();
        }
        return !upkeep.isEmpty() && upkeep.first().nanos <= nanoTime() ? upkeep.pollFirst() : null;
    }

    /** How long until upkeep is due by the machine's clock. */
    long nanosToUpkeep() {
        return upkeep.isEmpty()
                ? LONGEST_PAUSE_NANOS
                : Math.min(LONGEST_PAUSE_NANOS, Math.max(1, upkeep.first().nanos - nanoTime()));
    }

    /** Upkeep that was wanted by now, had time not been skipped, is due. */
    void hurryUpkeep(Instant now) {
        List<Entry> overdue =
                upkeep.stream().filter(entry -> !entry.due.isAfter(now)).toList();
        overdue.forEach(entry -> {
            upkeep.remove(entry);
            entry.nanos = Math.min(entry.nanos, nanoTime());
            upkeep.add(entry);
        });
    }

    /** Counted from some moment in the past, so that numbers can be compared. */
    private static long nanoTime() {
        return System.nanoTime() - Entry.ORIGIN;
    }

    /** Something that is to happen once. */
    static final class Entry {

        private static final long ORIGIN = System.nanoTime();

        private final Instant due;
        private final boolean isUpkeep;
        private final Runnable action;
        private long nanos;
        private long number;

        private Entry(Instant due, boolean isUpkeep, long nanos, Runnable action) {
            this.due = due;
            this.isUpkeep = isUpkeep;
            this.nanos = nanos;
            this.action = action;
        }

        static Entry timer(Instant due, Runnable action) {
            return new Entry(due, false, 0, action);
        }

        static Entry upkeep(Instant latest, Duration delay, Runnable action) {
            Duration year = Duration.ofDays(365);
            long nanos = delay.compareTo(year) > 0 ? year.toNanos() : Math.max(0, delay.toNanos());
            return new Entry(latest, true, nanoTime() + nanos, action);
        }

        Runnable action() {
            return action;
        }
    }
}
