package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.engine.definition.ActivityDefinition.Transactions;
import dev.durable.engine.definition.TypeMethods.TypeMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An activity type with the bean that implements it, before its activities are checked against all others.
 *
 * @param type the class or interface
 * @param annotation its annotation
 * @param bean gives the bean
 * @param transactional which of its methods are transactional
 */
record ActivityType(Class<?> type, Activity annotation, Supplier<?> bean, TransactionalMethods transactional) {

    static ActivityType of(Class<?> type, Supplier<?> bean, TransactionalMethods transactional) {
        Activity annotation = type.getAnnotation(Activity.class);
        if (annotation == null) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_ANNOTATED,
                    type.getName() + " is registered as an activity type without @Activity.");
        }
        return new ActivityType(type, annotation, bean, transactional);
    }

    /** Prefix of its activities' names. */
    String name() {
        return annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
    }

    /** Its activities, each by the method and all signatures under which calls of it may arrive. */
    List<Declared> activities(ConfiguredOptions configured) {
        Stubs.requireStubbable(type);
        ActivityOptions ofType = AnnotatedOptions.of(annotation, type.getName());
        List<Declared> activities = new ArrayList<>();
        for (TypeMethod method : TypeMethods.of(type)) {
            if (isActivity(method)) {
                activities.add(declare(method, ofType, configured));
            }
        }
        if (activities.isEmpty()) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_METHOD_ILLEGAL, "Activity type " + type.getName() + " has no public method.");
        }
        return activities;
    }

    private boolean isActivity(TypeMethod method) {
        int modifiers = method.method().getModifiers();
        boolean ofHierarchy =
                type.isInterface() || !method.method().getDeclaringClass().isInterface();
        boolean activity = ofHierarchy
                && Modifier.isPublic(modifiers)
                && !Modifier.isStatic(modifiers)
                && !method.overridesObject();
        if (!activity && method.annotation(ActivityMethod.class) != null) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_METHOD_ILLEGAL,
                    "Method " + Descriptions.of(method.method())
                            + " carries @ActivityMethod but is not a public method of " + type.getName()
                            + ", or is static.");
        }
        return activity;
    }

    private Declared declare(TypeMethod method, ActivityOptions ofType, ConfiguredOptions configured) {
        if (!method.isStubbable()) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_STUBBABLE,
                    "Activity method " + Descriptions.of(method.method())
                            + " is final, so a workflow's call would not reach the engine.");
        }
        ActivityMethod annotation = method.annotation(ActivityMethod.class);
        String activity = annotation == null || annotation.name().isEmpty()
                ? name() + "." + method.method().getName()
                : annotation.name();
        ActivityOptions declared = annotation == null
                ? ofType
                : ofType.overriddenBy(AnnotatedOptions.of(annotation, Descriptions.of(method.method())));
        ActivityOptions options = configured.over(declared, name(), activity);
        return new Declared(
                new ActivityDefinition(
                        type, method.toHandler(activity), options, bean, transactions(method, annotation)),
                method.signatures());
    }

    private Transactions transactions(TypeMethod method, @Nullable ActivityMethod ofMethod) {
        boolean declared = annotation.transactional() || ofMethod != null && ofMethod.transactional();
        if (!transactional.isTransactional(method.method(), declared)) {
            return Transactions.NONE;
        }
        return declared ? Transactions.DECLARED : Transactions.JOINED;
    }

    /**
     * One activity of the type.
     *
     * @param definition the activity
     * @param signatures signatures of the method and of what it overrides
     */
    record Declared(ActivityDefinition definition, List<TypeMethods.Signature> signatures) {}
}
