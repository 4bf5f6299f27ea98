package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Vouches for code that the determinism check would object to: it gives workflow code the same on every replay, or what it gives
 * decides nothing. The check looks neither at the code that is marked nor at what that calls.
 *
 * <pre>{@code
 * @Deterministic("counts calls for a gauge; no workflow reads it")
 * static void counted() { … }
 * }</pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Deterministic {

    /** Why, for whoever reads the code. */
    String value();
}
