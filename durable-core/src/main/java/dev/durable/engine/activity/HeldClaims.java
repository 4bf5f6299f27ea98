package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims that this node holds, one for each activity, and the last words about them that are on their way to the store. Thread-safe; no
 * method blocks.
 */
final class HeldClaims {

    private static final Logger log = LoggerFactory.getLogger(ClaimedAttempts.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);
    private static final int ANY_ATTEMPT = 0;

    private record Key(UUID runId, int scheduledEventId) {

        static Key of(ActivityClaim claim) {
            return new Key(claim.runId(), claim.scheduledEventId());
        }
    }

    private final TimeSource time;
    private final ReportLanes lanes;
    private final Runnable afterEach;
    private final Map<Key, ClaimedActivity> held = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean dropped;

    /**
     * @param lanes writes
     * @param afterEach called whenever a claim is held no more
     */
    HeldClaims(TimeSource time, ReportLanes lanes, Runnable afterEach) {
        this.time = time;
        this.lanes = lanes;
        this.afterEach = afterEach;
    }

    void add(ClaimedActivity activity) {
        held.put(Key.of(activity.claim()), activity);
    }

    /** Removes a claim that was lost; false if it is not held, or not any more. */
    boolean remove(ClaimedActivity lost) {
        return held.remove(Key.of(lost.claim()), lost);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Whether a claim of the activity is held, of whichever attempt. */
    boolean containsActivity(ActivityClaim claim) {
        return held.containsKey(Key.of(claim));
    }

    List<ClaimedActivity> all() {
        return List.copyOf(held.values());
    }

    /** The claim of this very attempt, or of any if 0: the next one of the same activity may be held already. */
    @Nullable
    ClaimedActivity find(UUID runId, int scheduledEventId, int attempt) {
        ClaimedActivity claimed = held.get(new Key(runId, scheduledEventId));
        return claimed == null || attempt != ANY_ATTEMPT && claimed.claim().attempt() != attempt ? null : claimed;
    }

    /** Writes nothing any more: the claims count as those of a dead node. */
    void drop() {
        dropped = true;
        held.clear();
    }

    /** Whether nothing is known here any more of the claims that the node has; true before {@link #all} has none of them. */
    boolean areDropped() {
        return dropped;
    }

    /** Completes when all last words are written that are on their way now. */
    CompletableFuture<Void> allWritten() {
        return CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
    }

    /**
     * Writes the last that there is to say about an attempt, later, and again until the store answers. Nothing is said of an attempt whose
     * claim was lost.
     */
    void write(UUID runId, int scheduledEventId, int attempt, Function<ClaimedActivity, ClaimAnswer> last) {
        ClaimedActivity claimed = find(runId, scheduledEventId, attempt);
        if (claimed == null) {
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        underWay.add(written);
        written.whenComplete((done, failure) -> {
            underWay.remove(written);
            remove(claimed);
            afterEach.run();
        });
        attempt(() -> last.apply(claimed), claimed, written);
    }

    private void attempt(Supplier<ClaimAnswer> write, ClaimedActivity claimed, CompletableFuture<Void> written) {
        lanes.execute(() -> {
            if (dropped) {
                written.complete(null);
                return;
            }
            try {
                if (write.get() == ClaimAnswer.LOST) {
                    log.info("What {} came to has no effect: the claim was lost", claimed.claim());
                }
                written.complete(null);
            } catch (StoreUnavailableException e) {
                time.schedule(time.now().plus(STORE_PAUSE), () -> attempt(write, claimed, written));
            } catch (RuntimeException e) {
                log.error("What {} came to cannot be stored and is tried again", claimed.claim(), e);
                time.schedule(time.now().plus(STORE_PAUSE), () -> attempt(write, claimed, written));
            }
        });
    }
}
