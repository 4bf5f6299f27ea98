package dev.durable.engine.activity;

import dev.durable.annotation.Activity;
import org.jspecify.annotations.Nullable;

/** An activity whose code is given by the test. */
@Activity(name = "Work")
public class Work {

    /** What the activity does. */
    @FunctionalInterface
    interface Code {
        @Nullable
        Object run(String input) throws Throwable;
    }

    private volatile Code code = input -> "done " + input;

    void does(Code newCode) {
        code = newCode;
    }

    /** The activity. */
    public @Nullable Object run(String input) throws Throwable {
        return code.run(input);
    }
}
