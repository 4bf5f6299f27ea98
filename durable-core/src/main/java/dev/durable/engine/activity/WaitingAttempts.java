package dev.durable.engine.activity;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that are due and wait for a slot: of each task queue by their priority, and those of one priority in the order in which they became
 * due. Not thread-safe: guarded by the lock of the executor.
 */
final class WaitingAttempts {

    private record Place(int priority, long number) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::priority).thenComparingLong(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, TreeMap<Place, Attempt>> byTaskQueue = new HashMap<>();
    private final Map<Attempt, Place> places = new HashMap<>();
    private long added;

    void add(Attempt attempt) {
        Place place = new Place(attempt.task().scheduled().priority(), added++);
        places.put(attempt, place);
        byTaskQueue.computeIfAbsent(taskQueue(attempt), name -> new TreeMap<>()).put(place, attempt);
    }

    void remove(Attempt attempt) {
        @Nullable Place place = places.remove(attempt);
        TreeMap<Place, Attempt> queue = byTaskQueue.get(taskQueue(attempt));
        if (place != null && queue != null) {
            queue.remove(place);
            if (queue.isEmpty()) {
                byTaskQueue.remove(taskQueue(attempt));
            }
        }
    }

    /** Takes the first attempt of a task queue that admits one; the queue whose first attempt comes first is asked first. */
    @Nullable
    Attempt takeNext(Predicate<String> admits) {
        for (Attempt first : firsts()) {
            if (admits.test(taskQueue(first))) {
                remove(first);
                return first;
            }
        }
        return null;
    }

    private List<Attempt> firsts() {
        return byTaskQueue.values().stream()
                .map(TreeMap::firstEntry)
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Those that have been due since then, in their order, but not the first of all. */
    List<Attempt> dueSince(Instant moment, int butFirst) {
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .skip(butFirst)
                .map(Map.Entry::getKey)
                .filter(attempt -> !attempt.task().dueAt().isAfter(moment))
                .toList();
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    int size() {
        return places.size();
    }

    private static String taskQueue(Attempt attempt) {
        return attempt.task().scheduled().taskQueue();
    }
}
