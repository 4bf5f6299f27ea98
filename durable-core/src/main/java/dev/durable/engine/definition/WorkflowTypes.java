package dev.durable.engine.definition;

import dev.durable.annotation.Workflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;

/** Finds where in a type hierarchy a workflow is declared. */
final class WorkflowTypes {

    private WorkflowTypes() {}

    /**
     * The most specific type that carries {@link Workflow}. A class that is declared under two names would be started under
     * one and looked for under the other, so that is refused.
     */
    static Class<?> annotatedTypeOf(Class<?> type) {
        List<Class<?>> annotated = Supertypes.of(type).stream()
                .filter(each -> each.isAnnotationPresent(Workflow.class))
                .toList();
        if (annotated.isEmpty()) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_ANNOTATED,
                    type.getName() + " is no workflow type: neither it nor a supertype carries @Workflow.");
        }
        if (annotated.stream().map(WorkflowTypes::nameOf).distinct().count() > 1) {
            throw new DurableException(
                    ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE,
                    type.getName() + " belongs to several workflow types: "
                            + annotated.stream().map(Class::getName).toList()
                            + ". One class implements one workflow; carry @Workflow on the interface or on the class, not on both.");
        }
        return annotated.get(0);
    }

    static String nameOf(Class<?> annotated, Workflow annotation) {
        return annotation.name().isEmpty() ? annotated.getSimpleName() : annotation.name();
    }

    private static String nameOf(Class<?> annotated) {
        Workflow annotation = annotated.getAnnotation(Workflow.class);
        return annotation == null ? annotated.getSimpleName() : nameOf(annotated, annotation);
    }
}
