package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.engine.determinism.DeterminismCheck;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The workflows that the documentation shows keep the rules that it states. */
class DocumentedWorkflowsTests {

    static Stream<Class<?>> areDeterministic() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Workflow.class));
        return scanner.findCandidateComponents("dev.durable.docs").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null));
    }

    @ParameterizedTest
    @MethodSource
    void areDeterministic(Class<?> workflow) {
        assertThat(DeterminismCheck.of(workflow).findings()).isEmpty();
    }
}
