package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Workflow} type that receives a signal: an asynchronous message that may change the workflow's state.
 *
 * <p>Must return {@code void}. Runs in a workflow thread of its own before the main method goes on, may block, and is
 * delivered exactly once.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SignalMethod {

    /** Name of the signal. Defaults to the method's name. */
    String name() default "";

    /** What happens if it has not finished when the run closes. */
    UnfinishedPolicy unfinishedPolicy() default UnfinishedPolicy.WARN_AND_ABANDON;
}
