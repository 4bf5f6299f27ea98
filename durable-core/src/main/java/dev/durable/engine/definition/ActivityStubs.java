package dev.durable.engine.definition;

import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes activity stubs, and finds the activity that a stub's method stands for. Thread-safe. */
final class ActivityStubs {

    private final Stubs stubs = new Stubs();
    private final Map<Class<?>, Activities> activities = new HashMap<>();

    /** @param activities the activities of each type by the signatures of its methods */
    ActivityStubs(Map<Class<?>, Map<Signature, ActivityDefinition>> activities) {
        activities.forEach((type, bySignature) -> this.activities.put(type, new Activities(type, bySignature)));
    }

    boolean contains(Class<?> type) {
        return activities.containsKey(type);
    }

    <A> A create(Class<A> type, ActivityInvocation invocation) {
        Activities ofType = activities.get(type);
        if (ofType == null) {
            throw ConstructorParameters.notAnActivityType(type, "A stub of " + type.getName() + " was asked for");
        }
        return stubs.create(type, (method, arguments) -> invocation.invoke(ofType.activityOf(method), arguments));
    }

    /** The activities of one type; two types may share a method of a common supertype. */
    private static final class Activities {

        private final Class<?> type;
        private final Map<Signature, ActivityDefinition> bySignature;
        private final Map<Method, ActivityDefinition> byMethod = new ConcurrentHashMap<>();

        Activities(Class<?> type, Map<Signature, ActivityDefinition> bySignature) {
            this.type = type;
            this.bySignature = Map.copyOf(bySignature);
        }

        ActivityDefinition activityOf(Method method) {
            return byMethod.computeIfAbsent(method, this::find);
        }

        private ActivityDefinition find(Method method) {
            ActivityDefinition activity = bySignature.get(Signature.of(method));
            if (activity == null) {
                throw new DurableException(
                        ErrorCode.ACTIVITY_METHOD_ILLEGAL,
                        "Workflow code called " + Descriptions.of(method) + " on the stub of " + type.getName()
                                + ", which is not one of its activities.");
            }
            return activity;
        }
    }
}
