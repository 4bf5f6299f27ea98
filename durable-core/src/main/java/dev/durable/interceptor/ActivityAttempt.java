package dev.durable.interceptor;

import dev.durable.activity.ActivityInfo;
import dev.durable.context.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of an activity or a local activity.
 *
 * @param info which attempt of what
 * @param arguments the arguments; a dynamic activity has the encoded ones as its only one
 * @param header what came with the call
 */
public record ActivityAttempt(ActivityInfo info, List<@Nullable Object> arguments, Header header) {

    /** Copies the lists. */
    public ActivityAttempt {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public ActivityAttempt withArguments(List<? extends @Nullable Object> newArguments) {
        return new ActivityAttempt(info, Arguments.copyOf(newArguments), header);
    }

    /** The call with another header. */
    public ActivityAttempt withHeader(Header newHeader) {
        return new ActivityAttempt(info, arguments, newHeader);
    }
}
