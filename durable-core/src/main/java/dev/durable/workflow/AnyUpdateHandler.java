package dev.durable.workflow;

import dev.durable.payload.EncodedArguments;
import org.jspecify.annotations.Nullable;

/** Takes updates of all names that have no handler of their own. */
@FunctionalInterface
public interface AnyUpdateHandler {

    /**
     * Carries an update out; see {@link UpdateHandler#handle}.
     *
     * @return the result of the update
     */
    @Nullable
    Object handle(String updateName, EncodedArguments arguments);

    /** Decides whether an update is accepted; see {@link UpdateHandler#validate}. */
    default void validate(String updateName, EncodedArguments arguments) {}
}
