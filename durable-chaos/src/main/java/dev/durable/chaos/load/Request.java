package dev.durable.chaos.load;

import dev.durable.chaos.work.Work;
import org.jspecify.annotations.Nullable;

/**
 * Something that a caller wants of a workflow, and what has come of it. It is sent until there is an answer, always under the same id. Confined to the
 * task that sends it; read by others when the load has ended.
 */
public final class Request {

    /** What is wanted. */
    public enum Type {
        START,
        SIGNAL,
        UPDATE
    }

    private final Type type;
    private final Work work;
    private final int number;
    private int sends;
    private boolean acknowledged;
    private @Nullable String answer;
    private @Nullable String problem;

    /**
     * A request that is not sent yet.
     *
     * @param number which message of the work it is, from 0
     */
    public Request(Type type, Work work, int number) {
        this.type = type;
        this.work = work;
        this.number = number;
    }

    String path() {
        return switch (type) {
            case START -> "/workflows";
            case SIGNAL -> "/workflows/" + work.id() + "/signals/" + id() + "?number=" + number;
            case UPDATE -> "/workflows/" + work.id() + "/updates/" + id() + "?number=" + number;
        };
    }

    /** It is sent once more. */
    public void sent() {
        sends++;
    }

    /** There is a positive answer. */
    public void acknowledged(String text) {
        acknowledged = true;
        answer = text;
        problem = null;
    }

    void failed(String text) {
        problem = text;
    }

    /** What it wants. */
    public Type type() {
        return type;
    }

    /** Of whom. */
    public Work work() {
        return work;
    }

    /** Under which id. */
    public String id() {
        return work.requestId(number);
    }

    /** How often it was sent. */
    public int sends() {
        return sends;
    }

    /** Whether there was a positive answer. */
    public boolean isAcknowledged() {
        return acknowledged;
    }

    /** The result of an update that was acknowledged with one. */
    public @Nullable String answer() {
        return answer;
    }

    /** Why there is no answer, or why it is not the one that was hoped for. */
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public String toString() {
        return type + " " + (type == Type.START ? work.id() : id()) + ", sent " + sends + " times";
    }
}
