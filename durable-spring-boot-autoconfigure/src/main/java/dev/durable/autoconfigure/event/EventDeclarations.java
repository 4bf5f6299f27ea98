package dev.durable.autoconfigure.event;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/** Reads {@link WorkflowEventListener} off workflow types, and refuses what makes no sense. */
final class EventDeclarations {

    private final BeanFactory beanFactory;

    EventDeclarations(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * All declarations, in the order of the types' and methods' names.
     *
     * @param types workflow classes, and workflow interfaces that nothing implements here
     * @throws DurableException {@code DUR-1015} or {@code DUR-1016} if one is wrong
     */
    List<EventSubscription<?>> read(Collection<Class<?>> types) {
        List<EventSubscription<?>> subscriptions = new ArrayList<>();
        for (Class<?> type : types) {
            Map<Method, Set<WorkflowEventListener>> found =
                    new TreeMap<>(Comparator.comparing(Method::getName).thenComparing(Method::toString));
            found.putAll(MethodIntrospector.selectMethods(type, EventDeclarations::listeners));
            found.forEach((method, listeners) ->
                    listeners.forEach(listener -> subscriptions.add(read(workflowType(type), type, method, listener))));
        }
        return subscriptions;
    }

    private static @Nullable Set<WorkflowEventListener> listeners(Method method) {
        Set<WorkflowEventListener> listeners = AnnotatedElementUtils.findMergedRepeatableAnnotations(
                method, WorkflowEventListener.class, WorkflowEventListeners.class);
        return listeners.isEmpty() || method.isBridge() ? null : listeners;
    }

    private <W> EventSubscription<W> read(
            Class<W> workflowType, Class<?> declaring, Method method, WorkflowEventListener listener) {
        String name = declaring.getName() + "." + method.getName();
        boolean starts = AnnotatedElementUtils.hasAnnotation(method, WorkflowMethod.class);
        if (!starts && !AnnotatedElementUtils.hasAnnotation(method, SignalMethod.class)) {
            throw illegal(name, "is neither a workflow method nor a signal method");
        }
        if (starts && !listener.requestId().isEmpty()) {
            throw illegal(name, "starts workflows, which are told apart by their ids, so requestId has no meaning");
        }
        int parameters = method.getParameterCount();
        if (listener.arguments().length == 0 ? parameters > 1 : parameters != listener.arguments().length) {
            throw illegal(
                    name,
                    "takes " + parameters + " arguments, but "
                            + (listener.arguments().length == 0
                                    ? "the event is only one"
                                    : listener.arguments().length + " are declared"));
        }
        List<ResolvableType> events = eventTypes(name, declaring, method, listener);
        Class<?> exact = events.size() == 1 ? events.get(0).toClass() : Object.class;
        return new EventSubscription<>(
                workflowType,
                ClassUtils.getMostSpecificMethod(method, workflowType),
                starts,
                events,
                listener,
                new EventExpressions(beanFactory, name, exact));
    }

    private static List<ResolvableType> eventTypes(
            String name, Class<?> declaring, Method method, WorkflowEventListener listener) {
        boolean passesEvent = listener.arguments().length == 0 && method.getParameterCount() == 1;
        ResolvableType parameter =
                passesEvent ? ResolvableType.forMethodParameter(method, 0, declaring) : ResolvableType.NONE;
        if (listener.classes().length == 0) {
            if (!passesEvent) {
                throw illegal(name, "does not take the event itself, so classes has to name the events");
            }
            return List.of(parameter);
        }
        List<ResolvableType> types =
                Arrays.stream(listener.classes()).map(ResolvableType::forClass).toList();
        for (ResolvableType type : types) {
            if (passesEvent && !parameter.toClass().isAssignableFrom(type.toClass())) {
                throw illegal(name, "takes a " + parameter + ", not a " + type);
            }
        }
        return types;
    }

    /** The class or interface that carries the annotation, as which the client knows the workflow. */
    private static Class<?> workflowType(Class<?> type) {
        MergedAnnotation<Workflow> workflow =
                MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).get(Workflow.class);
        return workflow.getSource() instanceof Class<?> source ? source : type;
    }

    static DurableException illegal(String method, String what) {
        return new DurableException(
                ErrorCode.EVENT_LISTENER_ILLEGAL,
                "The @WorkflowEventListener on " + method + " makes no sense: the method " + what + ".");
    }
}
