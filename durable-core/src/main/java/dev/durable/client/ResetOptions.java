package dev.durable.client;

/**
 * To which point of its history a run goes back. Immutable; each {@code with…} method returns a copy.
 *
 * @param lastEventId the last event that is kept: the last one of a step, or 1 to begin anew with the same input
 * @param reapplySignals whether signals that came after that point are delivered again
 * @param reapplyUpdates whether updates that were accepted after that point are executed again
 * @param reason what the history gets to read
 */
public record ResetOptions(int lastEventId, boolean reapplySignals, boolean reapplyUpdates, String reason) {

    /** Checks the event id. */
    public ResetOptions {
        if (lastEventId < 1) {
            throw new IllegalArgumentException("The last event id must be at least 1 but is " + lastEventId);
        }
    }

    /** Keeps the events up to this one, and delivers later signals and updates again. */
    public static ResetOptions to(int lastEventId) {
        return new ResetOptions(lastEventId, true, true, "");
    }

    /** Begins anew with the same input, and delivers all signals and updates again. */
    public static ResetOptions toStart() {
        return to(1);
    }

    /** Leaves out later signals, or not. */
    public ResetOptions withReapplySignals(boolean reapply) {
        return new ResetOptions(lastEventId, reapply, reapplyUpdates, reason);
    }

    /** Leaves out later updates, or not. */
    public ResetOptions withReapplyUpdates(boolean reapply) {
        return new ResetOptions(lastEventId, reapplySignals, reapply, reason);
    }

    /** Says why. */
    public ResetOptions withReason(String why) {
        return new ResetOptions(lastEventId, reapplySignals, reapplyUpdates, why);
    }
}
