package dev.durable.engine.definition;

import dev.durable.activity.DynamicActivity;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.BusinessTransactions;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What this application declared, checked as a whole. Thread-safe. */
public final class Definitions {

    private final CallRecorder recorder = new CallRecorder();
    private final Map<String, WorkflowDefinition> workflows;
    private final Map<String, ActivityDefinition> activities;
    private final ActivityStubs stubs;
    private final @Nullable Supplier<DynamicActivity> dynamicActivity;
    private final @Nullable BusinessTransactions transactions;
    private final WorkflowContracts contracts = new WorkflowContracts();

    Definitions(
            Map<String, WorkflowDefinition> workflows,
            Map<String, ActivityDefinition> activities,
            ActivityStubs stubs,
            @Nullable Supplier<DynamicActivity> dynamicActivity,
            @Nullable BusinessTransactions transactions) {
        this.workflows = Collections.unmodifiableMap(workflows);
        this.activities = Collections.unmodifiableMap(activities);
        this.stubs = stubs;
        this.dynamicActivity = dynamicActivity;
        this.transactions = transactions;
    }

    /**
     * Collects declarations.
     *
     * @param converter says whether the types in signatures can be stored
     */
    public static DefinitionsBuilder builder(PayloadConverter converter) {
        return new DefinitionsBuilder(converter);
    }

    /** The workflow type of the name, if this application implements it. */
    public Optional<WorkflowDefinition> workflow(String name) {
        return Optional.ofNullable(workflows.get(name));
    }

    /** Names of the workflow types that this application implements. */
    public Set<String> workflowTypes() {
        return workflows.keySet();
    }

    /**
     * Whether a workflow type that this application implements, or that its clients have used, has a method for the name.
     *
     * @param handlers methods of a type by their names
     */
    public boolean declares(Function<WorkflowContract, Map<String, HandlerMethod>> handlers, String name) {
        Predicate<WorkflowContract> declaring =
                contract -> handlers.apply(contract).containsKey(name);
        return workflows.values().stream().map(WorkflowDefinition::contract).anyMatch(declaring)
                || contracts.anyMatch(declaring);
    }

    /** Names of those among them whose runs go on with the code that began them. */
    public Set<String> pinnedWorkflowTypes() {
        return workflows.values().stream()
                .filter(workflow -> workflow.contract().isPinned())
                .map(WorkflowDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The activity of the name, if this application implements it. */
    public Optional<ActivityDefinition> activity(String name) {
        return Optional.ofNullable(activities.get(name));
    }

    /** What executes activities that are not declared, if the application has something. */
    public Optional<DynamicActivity> dynamicActivity() {
        return Optional.ofNullable(dynamicActivity).map(Supplier::get);
    }

    /**
     * Checks that transactional activities can be executed; for replay they need not be.
     *
     * @throws DurableException {@code DUR-1053} if nothing begins their transactions
     */
    public void requireTransactions() {
        if (transactions != null) {
            return;
        }
        activities.values().stream()
                .filter(ActivityDefinition::isTransactional)
                .findFirst()
                .ifPresent(activity -> {
                    throw new DurableException(
                            ErrorCode.TRANSACTIONS_MISSING,
                            "Activity " + activity
                                    + " is to be transactional, but the engine has nothing that begins transactions.");
                });
    }

    /**
     * Checks that what activities and workflows take and return can be stored.
     *
     * @throws DurableException {@code DUR-1005} for the first type that cannot
     */
    public void requireStorable(PayloadConverter converter) {
        SignatureCheck signatures = new SignatureCheck(converter);
        activities.values().forEach(activity -> signatures.check(activity.handler()));
        workflows.values().forEach(workflow -> signatures.check(workflow.contract()));
    }

    /** Whether any activity is executed in transactions. */
    public boolean hasTransactionalActivities() {
        return activities.values().stream().anyMatch(ActivityDefinition::isTransactional);
    }

    /** What begins the transactions of transactional activities; present if there are any. */
    public Optional<BusinessTransactions> transactions() {
        return Optional.ofNullable(transactions);
    }

    /** Names of the activities that this application implements. */
    public Set<String> activityTypes() {
        return activities.keySet();
    }

    /** Whether the class is an activity type that this application implements. */
    public boolean isActivityType(Class<?> type) {
        return stubs.contains(type);
    }

    /**
     * A stub that turns calls of the type's activities into invocations.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1001} if no bean implements the type, {@code DUR-1003} if it is
     *     no activity type
     */
    public <A> A activityStub(Class<A> type, ActivityInvocation invocation) {
        return stubs.create(type, invocation);
    }

    /**
     * What callers know of a workflow type, whether or not this application implements it.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1013} if it is no workflow type, other {@code DUR-1xxx} if it is
     *     a wrong one
     */
    public WorkflowContract contract(Class<?> type) {
        return contracts.of(type);
    }

    /** Learns which methods of a workflow type lambdas mean. */
    public <W> RecordedCalls<W> calls(Class<W> type) {
        return new RecordedCalls<>(type, contract(type), recorder);
    }
}
