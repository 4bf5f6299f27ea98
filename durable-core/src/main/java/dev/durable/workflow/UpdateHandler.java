package dev.durable.workflow;

import dev.durable.payload.EncodedArguments;
import org.jspecify.annotations.Nullable;

/** Takes updates of one name that workflow code has registered it for. */
@FunctionalInterface
public interface UpdateHandler {

    /**
     * Carries an update out. May block and call activities, as a method with {@link dev.durable.annotation.UpdateMethod}.
     *
     * @return the result of the update
     */
    @Nullable
    Object handle(EncodedArguments arguments);

    /** Decides whether an update is accepted; whatever it throws rejects the update. Only reads. Accepts every update by default. */
    default void validate(EncodedArguments arguments) {}
}
