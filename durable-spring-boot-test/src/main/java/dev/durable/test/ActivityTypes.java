package dev.durable.test;

import dev.durable.annotation.Activity;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** The activity types that workflow classes depend on. */
final class ActivityTypes {

    private ActivityTypes() {}

    /** Those that the constructors of the class take. */
    static Stream<Class<?>> of(Class<?> workflow) {
        return Arrays.stream(workflow.getDeclaredConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()))
                .filter(type -> MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
                        .isPresent(Activity.class));
    }
}
