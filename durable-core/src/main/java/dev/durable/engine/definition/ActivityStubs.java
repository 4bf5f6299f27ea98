package dev.durable.engine.definition;

import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes activity stubs, and finds the activity that a stub's method stands for. Thread-safe. */
final class ActivityStubs {

    private final Stubs stubs = new Stubs();
    private final Map<Class<?>, Map<Signature, ActivityDefinition>> activities;
    private final Map<Method, Optional<ActivityDefinition>> byMethod = new ConcurrentHashMap<>();

    /** @param activities the activities of each type by the signatures of its methods */
    ActivityStubs(Map<Class<?>, Map<Signature, ActivityDefinition>> activities) {
        this.activities = Map.copyOf(activities);
    }

    boolean contains(Class<?> type) {
        return activities.containsKey(type);
    }

    <A> A create(Class<A> type, ActivityInvocation invocation) {
        Map<Signature, ActivityDefinition> ofType = activities.get(type);
        if (ofType == null) {
            throw ConstructorParameters.notAnActivityType(type, "A stub of " + type.getName() + " was asked for");
        }
        return stubs.create(
                type, (method, arguments) -> invocation.invoke(activityOf(type, ofType, method), arguments));
    }

    private ActivityDefinition activityOf(Class<?> type, Map<Signature, ActivityDefinition> ofType, Method method) {
        return byMethod.computeIfAbsent(method, each -> Optional.ofNullable(ofType.get(Signature.of(each))))
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_METHOD_ILLEGAL,
                        "Workflow code called " + Descriptions.of(method) + " on the stub of " + type.getName()
                                + ", which is not one of its activities."));
    }
}
