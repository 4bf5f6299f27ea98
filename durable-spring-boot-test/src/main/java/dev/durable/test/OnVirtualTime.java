package dev.durable.test;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless time is the machine's. */
final class OnVirtualTime implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return TestProperties.time(context.getEnvironment()) != TestTime.REAL;
    }
}
