package dev.durable.engine.run;

import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that have come here lately, perhaps from a node whose name was taken and which did not know it yet. What such a node still adds to the
 * history fits behind what was loaded here, and its callers are told that it is durable; so nobody but the new owner can be relied upon to
 * notice. Whether there may be such a node is asked soon after runs have come; if so, their histories are looked at once more when its
 * lease must have ended. Until that is settled a run stays, or leaves due: there would be nobody to load what is added.
 *
 * <p>Thread-safe; looks block on the store.
 */
final class Newcomers {

    private static final Logger logger = LoggerFactory.getLogger(Newcomers.class);

    /** Those that come within this time are asked about together. */
    private static final Duration ASK_AFTER = Duration.ofMillis(100);

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int LOOK_TOGETHER = 500;

    /**
     * Who asks later than such a part of a lease is perhaps not told of the node any more, whose lease has ended by then. It could add something
     * unnoticed only until a third of its lease was left; so the look must have come before that, and the question after it.
     */
    private static final int PARTS_OF_LEASE = 4;

    private final RunEnvironment environment;
    private final RunDirectory directory;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Unsettled> unsettled = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean frozen;

    Newcomers(RunEnvironment environment, RunDirectory directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** A run has come, and its history is read after this or was read just before. */
    void came(UUID runId) {
        Arrival arrival = new Arrival(runId, environment.time().now());
        unsettled.put(runId, new Unsettled(arrival, null));
        arrivals.add(arrival);
        askAfter(ASK_AFTER);
    }

    /** Whether the history of the run may have grown, or may still grow, by another's hand. */
    boolean isUnsettled(UUID runId) {
        return unsettled.containsKey(runId);
    }

    /** Whether the run has to stay for now; if so, it is asked again to leave as soon as it may. */
    boolean mustStay(UUID runId, RunInput.Passivate wish) {
        return unsettled.computeIfPresent(runId, (id, state) -> new Unsettled(state.arrival, wish)) != null;
    }

    /** The node stops: nobody is there to be told. */
    void freeze() {
        frozen = true;
    }

    private void askAfter(Duration pause) {
        if (scheduled.compareAndSet(false, true)) {
            later(pause, () -> {
                scheduled.set(false);
                ask();
            });
        }
    }

    private void later(Duration pause, Runnable look) {
        environment
                .time()
                .scheduleUpkeep(
                        environment.time().now().plus(pause),
                        () -> environment.executor().execute(() -> {
                            if (!frozen) {
                                look.run();
                            }
                        }));
    }

    private void ask() {
        List<Arrival> batch = new ArrayList<>();
        for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        Duration superseded = tryTo(() -> environment.store().supersededFor());
        if (superseded == null) {
            arrivals.addAll(batch);
            askAfter(TRY_AGAIN_AFTER);
            return;
        }
        Instant late =
                environment.time().now().minus(environment.lease().duration().dividedBy(PARTS_OF_LEASE));
        List<Arrival> suspects = new ArrayList<>();
        for (Arrival arrival : batch) {
            if (!superseded.isZero() || arrival.at.isBefore(late)) {
                suspects.add(arrival);
            } else {
                settle(arrival);
            }
        }
        for (int from = 0; from < suspects.size(); from += LOOK_TOGETHER) {
            List<Arrival> next = suspects.subList(from, Math.min(suspects.size(), from + LOOK_TOGETHER));
            later(superseded, () -> look(next));
        }
    }

    private void look(List<Arrival> suspects) {
        List<UUID> ids = suspects.stream().map(Arrival::runId).toList();
        Map<UUID, Integer> lastEventIds = tryTo(() -> environment.store().lastEventIds(ids));
        if (lastEventIds == null) {
            later(TRY_AGAIN_AFTER, () -> look(suspects));
            return;
        }
        lastEventIds.forEach((runId, lastEventId) -> tell(runId, new RunInput.HistoryReaches(lastEventId)));
        suspects.forEach(this::settle);
    }

    private static <T> @Nullable T tryTo(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailableException e) {
            logger.debug("Whether others go on with runs that have come here is not known yet", e);
        } catch (RuntimeException e) {
            // whatever it is, it has to be known
            logger.warn(
                    "Whether others go on with runs that have come here could not be found out, and is asked again", e);
        }
        return null;
    }

    /** Unless the run has gone and come again since, which is another arrival. */
    private void settle(Arrival arrival) {
        Unsettled state = unsettled.get(arrival.runId);
        while (state != null && state.arrival.equals(arrival)) {
            if (unsettled.remove(arrival.runId, state)) {
                if (state.wish != null) {
                    tell(arrival.runId, state.wish);
                }
                return;
            }
            state = unsettled.get(arrival.runId);
        }
    }

    private void tell(UUID runId, RunInput input) {
        RunActor actor = directory.find(runId);
        if (actor != null) {
            actor.post(input);
        }
    }

    private record Arrival(UUID runId, Instant at) {}

    /** @param wish that the run should leave, which has to wait; null if nobody wants that */
    private record Unsettled(Arrival arrival, RunInput.@Nullable Passivate wish) {}
}
