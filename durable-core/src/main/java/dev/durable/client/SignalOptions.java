package dev.durable.client;

/**
 * How a signal is sent.
 *
 * @param requestId identity of the request within the run: a second signal with it is acknowledged and dropped. So a sender that does
 *     not know whether its signal has arrived can send it again. A run that the workflow has continued as meanwhile, or that repeats it, does
 *     not know the id, and gets the signal
 */
public record SignalOptions(String requestId) {

    /** A signal that is recognized when it is sent again. */
    public static SignalOptions requestId(String requestId) {
        return new SignalOptions(requestId);
    }
}
