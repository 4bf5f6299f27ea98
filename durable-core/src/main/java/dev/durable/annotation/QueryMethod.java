package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Workflow} type that reports state. Must return a value, must not change anything and must not block;
 * it works on open and on closed runs, and sees only state that is committed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface QueryMethod {

    /** Name of the query. Defaults to the method's name. */
    String name() default "";
}
