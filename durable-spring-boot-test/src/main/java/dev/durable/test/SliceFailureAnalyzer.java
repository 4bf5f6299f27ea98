package dev.durable.test;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Says what to do about a bean that the slice of {@link DurableTest} has left out. Goes before Spring Boot's own analyser, who would have it
 * defined.
 */
final class SliceFailureAnalyzer extends AbstractFailureAnalyzer<UnsatisfiedDependencyException> implements Ordered {

    private final Environment environment;

    SliceFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsatisfiedDependencyException cause) {
        if (!TestProperties.slice(environment)) {
            return null;
        }
        UnsatisfiedDependencyException wanting = cause;
        while (wanting.getCause() instanceof UnsatisfiedDependencyException next) {
            wanting = next;
        }
        if (!(wanting.getCause() instanceof NoSuchBeanDefinitionException missing)
                || missing instanceof NoUniqueBeanDefinitionException) {
            return null;
        }
        return new FailureAnalysis(
                "The bean '" + wanting.getBeanName() + "' needs " + what(missing)
                        + ", which is not in the slice of @DurableTest: that has workflows, activities and extensions of the engine only.",
                """
                Either give the test what is missing:
                    @MockitoBean fields of that type, or of the activity that needs it
                    @Import(…) or @DurableTest(includeFilters = …), with everything that it needs itself
                or leave out what needs it: @DurableTest(workflows = …, activities = …, excludeFilters = …).
                For all beans of the application there is @SpringBootTest with @AutoConfigureDurableTest.""",
                rootFailure);
    }

    private static String what(NoSuchBeanDefinitionException missing) {
        ResolvableType type = missing.getResolvableType();
        return type != null ? "a bean of type " + type : "the bean '" + missing.getBeanName() + "'";
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
