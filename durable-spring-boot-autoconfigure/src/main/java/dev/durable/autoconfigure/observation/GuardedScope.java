package dev.durable.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An observation in force on a thread until this is closed, for certain: handlers that fail change neither what is observed nor what is in force on the
 * thread afterwards. Confined to the thread.
 */
final class GuardedScope implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(GuardedScope.class);

    private final ObservationRegistry registry;
    private final Observation.@Nullable Scope before;
    private final Observation.@Nullable Scope scope;

    /** Puts the observation in force, as far as its handlers let it. */
    GuardedScope(ObservationRegistry registry, Observation observation) {
        this.registry = registry;
        this.before = registry.getCurrentObservationScope();
        this.scope = open(observation);
    }

    private Observation.@Nullable Scope open(Observation observation) {
        try {
            return observation.openScope();
        } catch (RuntimeException | Error e) {
            failed(e);
            registry.setCurrentObservationScope(before);
            return null;
        }
    }

    @Override
    public void close() {
        try {
            if (scope != null) {
                scope.close();
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            // otherwise a scope that a handler does not let close stays in force, below all later ones of the thread
            registry.setCurrentObservationScope(before);
        }
    }

    private static void failed(Throwable failure) {
        logger.debug("A handler of observations failed", failure);
    }
}
