package dev.durable.sample.orders.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An order id in a path. */
@Pattern(regexp = OrderIdPath.PATTERN)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@interface OrderIdPath {

    /** What order ids look like. */
    String PATTERN = "[A-Za-z0-9._-]{1,64}";

    /** What they look like, in words. */
    String MESSAGE = "must be 1 to 64 letters, digits, dots, underscores and hyphens";

    /** The message. */
    String message() default MESSAGE;

    /** Groups. */
    Class<?>[] groups() default {};

    /** Payload. */
    Class<? extends Payload>[] payload() default {};
}
