package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.DynamicActivity;
import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.BusinessTransactions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects declarations and checks them. Not thread-safe. */
public final class DefinitionsBuilder {

    private final PayloadConverter converter;
    private final Set<Class<?>> workflowTypes = new LinkedHashSet<>();
    private final List<ActivityRegistration> activityTypes = new ArrayList<>();
    private final Map<String, ActivityOptions> options = new HashMap<>();

    private @Nullable Supplier<DynamicActivity> dynamicActivity;
    private boolean partOfApplication;

    private @Nullable BusinessTransactions transactions;

    private record ActivityRegistration(Class<?> type, Supplier<?> bean, TransactionalMethods transactional) {}

    DefinitionsBuilder(PayloadConverter converter) {
        this.converter = converter;
    }

    /**
     * Adds a workflow by the class that implements it. An interface may be added as well; then one of the classes must
     * implement it. Interfaces that are only called need not be added.
     */
    public DefinitionsBuilder workflow(Class<?> type) {
        workflowTypes.add(type);
        return this;
    }

    /** Adds an activity type and what gives its bean, which is asked when an attempt begins. */
    public DefinitionsBuilder activity(Class<?> type, Supplier<?> bean) {
        return activity(type, bean, TransactionalMethods.AS_DECLARED);
    }

    /** The same, for an activity type of which something else may say, too, that its methods are transactional. */
    public DefinitionsBuilder activity(Class<?> type, Supplier<?> bean, TransactionalMethods transactional) {
        activityTypes.add(new ActivityRegistration(type, bean, transactional));
        return this;
    }

    /** Sets what begins the transactions of transactional activities. */
    public DefinitionsBuilder transactions(BusinessTransactions begun) {
        transactions = begun;
        return this;
    }

    /**
     * Sets what gives the bean that executes activities which are not declared.
     *
     * @throws DurableException {@code DUR-1021} if there is one already
     */
    public DefinitionsBuilder dynamicActivity(Supplier<DynamicActivity> bean) {
        if (dynamicActivity != null) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_BEAN_NOT_UNIQUE, "Two beans are to execute activities that are not declared.");
        }
        dynamicActivity = bean;
        return this;
    }

    /** Adds options by activity name or by name of the activity's type; they are laid over annotations. */
    public DefinitionsBuilder activityOptions(Map<String, ActivityOptions> configured) {
        options.putAll(configured);
        return this;
    }

    /** Options by names that are not declared are left out: they may be of the rest of the application. */
    public DefinitionsBuilder partOfApplication() {
        partOfApplication = true;
        return this;
    }

    /**
     * Checks all declarations.
     *
     * @throws DurableException {@code DUR-1xxx} for the first mistake found
     */
    public Definitions build() {
        Definitions definitions = buildUnchecked();
        definitions.requireStorable(converter);
        return definitions;
    }

    /**
     * Leaves {@link Definitions#requireStorable} to the caller, as that takes longer than all else.
     *
     * @throws DurableException {@code DUR-1xxx} for the first other mistake found
     */
    public Definitions buildUnchecked() {
        Map<String, ActivityDefinition> activities = new LinkedHashMap<>();
        ActivityStubs stubs = new ActivityStubs(buildActivities(activities));
        return new Definitions(
                buildWorkflows(new ConstructorParameters(stubs::contains)),
                activities,
                stubs,
                dynamicActivity,
                transactions);
    }

    private Map<Class<?>, Map<Signature, ActivityDefinition>> buildActivities(Map<String, ActivityDefinition> byName) {
        ConfiguredOptions configured = new ConfiguredOptions(options);
        Map<Class<?>, Map<Signature, ActivityDefinition>> byType = new HashMap<>();
        for (ActivityRegistration registration : activityTypes) {
            ActivityType type = ActivityType.of(registration.type(), registration.bean(), registration.transactional());
            Map<Signature, ActivityDefinition> bySignature = new HashMap<>();
            for (ActivityType.Declared declared : type.activities(configured)) {
                ActivityDefinition activity = declared.definition();
                requireUnambiguous(activity, byName.put(activity.name(), activity));
                declared.signatures().forEach(signature -> bySignature.put(signature, activity));
            }
            byType.put(type.type(), Map.copyOf(bySignature));
        }
        if (!partOfApplication) {
            configured.requireAllUsed(byName.keySet());
        }
        return byType;
    }

    private static void requireUnambiguous(ActivityDefinition activity, @Nullable ActivityDefinition other) {
        if (other != null) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_NAME_AMBIGUOUS,
                    "Two activities are named '" + activity.name() + "': "
                            + Descriptions.of(other.handler().method()) + " and "
                            + Descriptions.of(activity.handler().method()) + ".");
        }
    }

    private Map<String, WorkflowDefinition> buildWorkflows(ConstructorParameters parameters) {
        Map<String, WorkflowDefinition> workflows = new LinkedHashMap<>();
        for (Class<?> type : workflowTypes) {
            WorkflowContract contract = WorkflowContract.of(type);
            if (!Modifier.isAbstract(type.getModifiers())) {
                WorkflowDefinition workflow = define(contract, parameters);
                WorkflowDefinition other = workflows.put(workflow.name(), workflow);
                if (other != null) {
                    throw ambiguous(workflow, other);
                }
            }
        }
        requireImplementations(workflows);
        return workflows;
    }

    private WorkflowDefinition define(WorkflowContract contract, ConstructorParameters parameters) {
        Class<?> implementation = contract.type();
        Stubs.requireStubbable(contract.annotatedType());
        Constructor<?> constructor = ConstructorParameters.constructorOf(implementation);
        return new WorkflowDefinition(contract, constructor, parameters.activityTypes(implementation, constructor));
    }

    private static DurableException ambiguous(WorkflowDefinition workflow, WorkflowDefinition other) {
        Class<?> declared = workflow.contract().annotatedType();
        if (declared == other.contract().annotatedType()) {
            return new DurableException(
                    ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE,
                    "Workflow type " + declared.getName() + " has several implementations: "
                            + other.implementation().getName() + " and "
                            + workflow.implementation().getName() + ".");
        }
        return new DurableException(
                ErrorCode.WORKFLOW_NAME_AMBIGUOUS,
                "Two workflow types are named '" + workflow.name() + "': "
                        + other.implementation().getName() + " and "
                        + workflow.implementation().getName() + ".");
    }

    private void requireImplementations(Map<String, WorkflowDefinition> workflows) {
        for (Class<?> type : workflowTypes) {
            if (workflows.values().stream().noneMatch(workflow -> type.isAssignableFrom(workflow.implementation()))) {
                throw new DurableException(
                        ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE,
                        "Workflow type " + type.getName() + " has no implementation among the registered classes.");
            }
        }
    }
}
