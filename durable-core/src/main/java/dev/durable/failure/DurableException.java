package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/**
 * An error of the engine itself, or of its use. Carries a stable {@linkplain ErrorCode code}; its message says what
 * happened, and the code's remedy what to do.
 */
public class DurableException extends RuntimeException {

    private final ErrorCode code;
    private final String what;

    /** Creates the exception; {@code what} says what happened, in a sentence with the names and values concerned. It gets its full stop here, if it has none. */
    public DurableException(ErrorCode code, String what) {
        this(code, what, null);
    }

    /** Creates the exception with a cause. */
    public DurableException(ErrorCode code, String what, @Nullable Throwable cause) {
        super(code.id() + ": " + Sentence.of(what) + " " + code.remedy(), cause);
        this.code = code;
        this.what = Sentence.of(what);
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }

    /** What happened, without code and remedy. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public String remedy() {
        return code.remedy();
    }
}
