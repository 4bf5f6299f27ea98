package dev.durable.engine.definition;

import dev.durable.annotation.UndecodableSignals;
import dev.durable.annotation.UnknownSignals;
import dev.durable.annotation.VersioningBehavior;
import dev.durable.annotation.Workflow;
import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What callers know of a workflow type, be it the class that implements it or an interface: its name and its methods.
 * Immutable.
 */
public final class WorkflowContract {

    private final Class<?> type;
    private final Workflow annotation;
    private final Class<?> annotatedType;
    private final WorkflowHandlers handlers;
    private final RunDefaults runDefaults;

    private WorkflowContract(Class<?> type, Class<?> annotatedType, Workflow annotation) {
        this.type = type;
        this.annotatedType = annotatedType;
        this.annotation = annotation;
        this.handlers = WorkflowHandlers.of(type);
        this.runDefaults = AnnotatedOptions.of(annotation, annotatedType.getName());
    }

    /**
     * Reads and checks a workflow type.
     *
     * @param type a class or interface that carries {@link Workflow}, or a subtype of one
     * @throws DurableException if it is not a proper workflow type
     */
    public static WorkflowContract of(Class<?> type) {
        Class<?> annotated = WorkflowTypes.annotatedTypeOf(type);
        Workflow annotation = annotated.getAnnotation(Workflow.class);
        if (annotation == null) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_ANNOTATED, type.getName() + " is neither a workflow type nor a subtype of one.");
        }
        return new WorkflowContract(type, annotated, annotation);
    }

    /** The type that was read. */
    public Class<?> type() {
        return type;
    }

    /** Name of the workflow type in histories. */
    public String name() {
        return WorkflowTypes.nameOf(annotatedType, annotation);
    }

    /** Queue on which runs are placed unless the start says otherwise, or null if the type names none. */
    public @Nullable String taskQueue() {
        return annotation.taskQueue().isEmpty() ? null : annotation.taskQueue();
    }

    /** Limits and repetition of its runs, unless the start says otherwise. */
    public RunDefaults runDefaults() {
        return runDefaults;
    }

    /** The method that runs the workflow. */
    public HandlerMethod main() {
        return handlers.main();
    }

    /** The signal methods by name of the signal. */
    public Map<String, HandlerMethod> signals() {
        return handlers.of(ContractHandler.Kind.SIGNAL);
    }

    /** The query methods by name of the query. */
    public Map<String, HandlerMethod> queries() {
        return handlers.of(ContractHandler.Kind.QUERY);
    }

    /** The update methods by name of the update. */
    public Map<String, HandlerMethod> updates() {
        return handlers.of(ContractHandler.Kind.UPDATE);
    }

    /** The validators by name of the update; not every update has one. */
    public Map<String, HandlerMethod> updateValidators() {
        return handlers.validators();
    }

    /** Whether a handler may be cut off at the end of a run without a warning. */
    public boolean isAbandonable(String handlerName) {
        return handlers.abandonable().contains(handlerName);
    }

    /** Whether the code that began a run goes on with it, and no other version of it. */
    public boolean isPinned() {
        return annotation.versioningBehavior() == VersioningBehavior.PINNED;
    }

    /** Whether signals without a handler are refused rather than kept. */
    public boolean refusesUnknownSignals() {
        return annotation.unknownSignals() == UnknownSignals.REFUSE;
    }

    /** Whether a signal whose arguments do not fit stops the run. */
    public boolean isBlockedByUndecodableSignals() {
        return annotation.undecodableSignals() == UndecodableSignals.BLOCK;
    }

    /** What a method of the type is for; empty if it is none of main method, signal, query and update. */
    public Optional<ContractHandler> handlerOf(Method method) {
        return Optional.ofNullable(handlers.bySignature().get(Signature.of(method)));
    }

    /** The type that carries the annotation: {@link #type()} or a supertype of it. */
    Class<?> annotatedType() {
        return annotatedType;
    }

    Workflow annotation() {
        return annotation;
    }

    @Override
    public String toString() {
        return name() + " (" + type.getName() + ")";
    }
}
