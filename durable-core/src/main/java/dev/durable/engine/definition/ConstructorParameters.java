package dev.durable.engine.definition;

import dev.durable.annotation.Activity;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Checks what the constructors of workflows ask for. */
final class ConstructorParameters {

    private static final Set<Class<?>> SUPPLIED = Set.of(WorkflowContext.class, Clock.class, RandomGenerator.class);

    private final Predicate<Class<?>> isRegistered;

    /** @param isRegistered whether a type is an activity type with a bean */
    ConstructorParameters(Predicate<Class<?>> isRegistered) {
        this.isRegistered = isRegistered;
    }

    static Constructor<?> constructorOf(Class<?> implementation) {
        List<Constructor<?>> constructors = Arrays.stream(implementation.getDeclaredConstructors())
                .filter(constructor -> !constructor.isSynthetic())
                .toList();
        if (constructors.size() != 1) {
            throw new DurableException(
                    ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL,
                    "Workflow class " + implementation.getName() + " has " + constructors.size()
                            + " constructors; it is not clear which one to call.");
        }
        return constructors.get(0);
    }

    /** The activity types among the parameters. */
    List<Class<?>> activityTypes(Class<?> implementation, Constructor<?> constructor) {
        List<Class<?>> activityTypes = new ArrayList<>();
        Class<?>[] types = constructor.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (SUPPLIED.contains(types[i])) {
                continue;
            }
            if (!isRegistered.test(types[i])) {
                throw illegal(implementation, constructor, i);
            }
            activityTypes.add(types[i]);
        }
        return activityTypes;
    }

    private DurableException illegal(Class<?> implementation, Constructor<?> constructor, int index) {
        Class<?> type = constructor.getParameterTypes()[index];
        String where = "Workflow class " + implementation.getName() + " takes " + type.getName() + " as "
                + Descriptions.ofParameter(constructor, index) + " of its constructor";
        if (type == implementation.getDeclaringClass() && !Modifier.isStatic(implementation.getModifiers())) {
            return new DurableException(
                    ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL, where + ", because it is an inner class; make it static.");
        }
        return notAnActivityType(type, where);
    }

    /** Says as exactly as possible why there is no stub for the type. */
    static DurableException notAnActivityType(Class<?> type, String where) {
        if (type.isAnnotationPresent(Activity.class)) {
            return new DurableException(
                    ErrorCode.ACTIVITY_BEAN_MISSING, where + ", but no bean implements this activity type.");
        }
        String reason = Supertypes.of(type).stream()
                .filter(each -> each.isAnnotationPresent(Activity.class))
                .findFirst()
                .map(declared ->
                        "it is not itself an activity type; take " + declared.getName() + ", which it implements")
                .orElse("it is no activity type: it does not carry @Activity");
        return new DurableException(ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL, where + ", but " + reason + ".");
    }
}
