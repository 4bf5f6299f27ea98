package dev.durable.engine.replay;

import dev.durable.failure.DurableException;

/**
 * Leaves workflow code whose step has failed and will not be kept. An error, so that code which handles exceptions does not go on; the
 * reason is what the step is reported to have failed with.
 */
final class StepFailed extends Error {

    StepFailed(DurableException reason) {
        super(reason.getMessage(), reason, false, false);
    }
}
