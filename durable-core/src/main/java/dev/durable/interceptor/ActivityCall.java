package dev.durable.interceptor;

import dev.durable.activity.ActivityOptions;
import dev.durable.context.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an activity or a local activity by workflow code. The name is there to be read; changed arguments, options and headers count.
 *
 * @param activityType name of the activity
 * @param arguments the arguments
 * @param options what is declared, configured and said at the call
 * @param header what travels beside the arguments
 */
public record ActivityCall(
        String activityType, List<@Nullable Object> arguments, ActivityOptions options, Header header) {

    /** Copies the lists. */
    public ActivityCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public ActivityCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new ActivityCall(activityType, Arguments.copyOf(newArguments), options, header);
    }

    /** The call with another header. */
    public ActivityCall withHeader(Header newHeader) {
        return new ActivityCall(activityType, arguments, options, newHeader);
    }
}
