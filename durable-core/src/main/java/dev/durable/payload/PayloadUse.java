package dev.durable.payload;

/**
 * What a value is encoded for: lets messages about it say which one it was, as in <i>argument 1 of OrderWorkflow.fulfil</i>.
 *
 * @param part what it is, such as {@code argument 1}
 * @param of of what it is that, such as {@code OrderWorkflow.fulfil}
 * @param limited whether the payload is new, so that {@linkplain PayloadLimits limits} hold for it; what is encoded again in a replay
 *     was accepted once, whatever the limits are now
 */
public record PayloadUse(String part, String of, boolean limited) {

    /** An argument, counted from 0. */
    public static PayloadUse argument(int index, String of) {
        return part("argument " + (index + 1), of);
    }

    /** What a workflow, activity or query returns. */
    public static PayloadUse result(String of) {
        return part("the result", of);
    }

    /** Something else. */
    public static PayloadUse part(String part, String of) {
        return new PayloadUse(part, of, true);
    }

    /** The same, encoded again in a replay. */
    public PayloadUse replayed() {
        return new PayloadUse(part, of, false);
    }

    /** Part and whole, to stand at the beginning of a sentence. */
    @Override
    public String toString() {
        return Character.toUpperCase(part.charAt(0)) + part.substring(1) + " of " + of;
    }
}
