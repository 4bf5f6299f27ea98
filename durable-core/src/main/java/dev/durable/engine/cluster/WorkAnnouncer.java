package dev.durable.engine.cluster;

import dev.durable.store.StoreUnavailableException;
import dev.durable.store.WorkSignals;
import dev.durable.store.WorkSignals.Listening;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that there may be something to do, and listens for them, where the store can carry that; elsewhere it does nothing. What is
 * announced while a signal is on its way goes with it. Thread-safe.
 */
public final class WorkAnnouncer {

    private static final Logger logger = LoggerFactory.getLogger(WorkAnnouncer.class);

    private final @Nullable WorkSignals signals;
    private final Executor executor;
    private final AtomicBoolean sending = new AtomicBoolean();

    /**
     * @param executor sends; its tasks block on the store
     */
    public WorkAnnouncer(Optional<WorkSignals> signals, Executor executor) {
        this.signals = signals.orElse(null);
        this.executor = executor;
    }

    /** There may be something to do for whoever can. Returns at once. */
    public void announce() {
        if (signals != null && sending.compareAndSet(false, true)) {
            executor.execute(() -> send(signals));
        }
    }

    /** Begins to listen for what others announce. */
    public Listening listen(Runnable onSignal) {
        return signals == null ? () -> {} : signals.listen(onSignal);
    }

    private void send(WorkSignals to) {
        sending.set(false);
        try {
            to.send();
        } catch (StoreUnavailableException e) {
            logger.debug("Other nodes were not told of work; they find it by themselves", e);
        } catch (RuntimeException e) {
            logger.warn("Other nodes were not told of work; they find it by themselves", e);
        }
    }
}
