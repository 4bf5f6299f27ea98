package dev.durable.engine.definition;

import dev.durable.failure.DurableFailure;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workflow type that this application implements. Immutable. */
public final class WorkflowDefinition {

    private final WorkflowContract contract;
    private final Constructor<?> constructor;
    private final List<Class<?>> activityTypes;

    WorkflowDefinition(WorkflowContract contract, Constructor<?> constructor, List<Class<?>> activityTypes) {
        this.contract = contract;
        this.constructor = constructor;
        this.activityTypes = List.copyOf(activityTypes);
        constructor.trySetAccessible();
    }

    /** Name of the workflow type in histories. */
    public String name() {
        return contract.name();
    }

    /** The contract as the implementation fulfils it. */
    public WorkflowContract contract() {
        return contract;
    }

    /** The class of which each run gets an instance. */
    public Class<?> implementation() {
        return contract.type();
    }

    /** An annotation of the implementation or of a type that it extends or implements; that of the most specific type. */
    public <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Supertypes.of(implementation()).stream()
                .flatMap(each -> Stream.ofNullable(each.getAnnotation(type)))
                .findFirst();
    }

    /** Queue on which runs are placed unless the start says otherwise, or null if the type names none. */
    public @Nullable String taskQueue() {
        return contract.taskQueue();
    }

    /** The method that runs the workflow. */
    public HandlerMethod main() {
        return contract.main();
    }

    /** The signal methods by name of the signal. */
    public Map<String, HandlerMethod> signals() {
        return contract.signals();
    }

    /** The query methods by name of the query. */
    public Map<String, HandlerMethod> queries() {
        return contract.queries();
    }

    /** The activity types that its constructor takes. */
    public List<Class<?>> activityTypes() {
        return activityTypes;
    }

    /**
     * A new instance.
     *
     * @param arguments gives an object for the type of each constructor parameter: {@code WorkflowContext}, {@code Clock},
     *     {@code RandomGenerator} or an activity type
     * @throws Throwable what the constructor throws, as it is
     */
    public Object newInstance(Function<Class<?>, Object> arguments) throws Throwable {
        Object[] values =
                Arrays.stream(constructor.getParameterTypes()).map(arguments).toArray();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() != null ? e.getCause() : e;
        }
    }

    /** Whether the workflow fails if the throwable leaves its code; any other is taken for a bug. */
    public boolean failsWorkflow(Throwable throwable) {
        return throwable instanceof DurableFailure
                || Arrays.stream(contract.annotation().failureTypes()).anyMatch(type -> type.isInstance(throwable));
    }

    @Override
    public String toString() {
        return contract.toString();
    }
}
