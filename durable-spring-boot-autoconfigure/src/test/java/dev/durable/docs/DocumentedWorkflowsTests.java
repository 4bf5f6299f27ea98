package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.engine.determinism.DeterminismCheck;
import dev.durable.engine.determinism.DeterminismFinding;
import dev.durable.engine.determinism.DeterminismRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The workflows that the documentation shows keep the rules that it states. */
class DocumentedWorkflowsTests {

    private static final String BLOCKING = "dev.durable.docs.fulfilment.LabelWorkflow";

    static Stream<Class<?>> areDeterministic() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Workflow.class));
        return scanner.findCandidateComponents("dev.durable.docs").stream()
                .map(found -> found.getBeanClassName())
                .filter(name -> !name.equals(BLOCKING))
                .map(DocumentedWorkflowsTests::workflowNamed);
    }

    @ParameterizedTest
    @MethodSource
    void areDeterministic(Class<?> workflow) {
        assertThat(DeterminismCheck.of(workflow).findings()).isEmpty();
    }

    /** The guide to operations shows what becomes of it. */
    @Test
    void butForTheOneThatBlocksOnPurpose() {
        assertThat(DeterminismCheck.of(workflowNamed(BLOCKING)).findings())
                .extracting(DeterminismFinding::rule)
                .containsOnly(DeterminismRule.CONCURRENCY);
    }

    private static Class<?> workflowNamed(String name) {
        return ClassUtils.resolveClassName(name, null);
    }
}
