package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Workflow} type that decides whether an update is accepted. Takes the same parameters as the update method and
 * returns {@code void}; whatever it throws rejects the update and is what its caller gets. May read the workflow's state, but must
 * neither change it nor block.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface UpdateValidatorMethod {

    /** Name of the update it belongs to. */
    String updateName();
}
