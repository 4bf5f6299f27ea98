package dev.durable.autoconfigure.event;

import dev.durable.client.SignalOptions;
import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ResolvableType;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.util.ReflectionUtils;

/**
 * One declaration that is complete: which events do what. Immutable.
 *
 * @param <W> the workflow type
 */
final class EventSubscription<W> {

    private static final Logger logger = LoggerFactory.getLogger(EventSubscription.class);

    private final Class<W> workflowType;
    private final Method method;
    private final boolean starts;
    private final List<ResolvableType> eventTypes;
    private final WorkflowEventListener declared;
    private final EventExpressions expressions;
    private final Expression id;
    private final @Nullable Expression condition;
    private final @Nullable Expression requestId;
    private final List<Expression> arguments;

    EventSubscription(
            Class<W> workflowType,
            Method method,
            boolean starts,
            List<ResolvableType> eventTypes,
            WorkflowEventListener declared,
            EventExpressions expressions) {
        this.workflowType = workflowType;
        this.method = method;
        this.starts = starts;
        this.eventTypes = eventTypes;
        this.declared = declared;
        this.expressions = expressions;
        this.id = expressions.template("id", declared.id());
        this.condition =
                declared.condition().isEmpty() ? null : expressions.expression("condition", declared.condition());
        this.requestId =
                declared.requestId().isEmpty() ? null : expressions.template("requestId", declared.requestId());
        this.arguments = List.of(declared.arguments()).stream()
                .map(text -> expressions.expression("arguments", text))
                .toList();
        ReflectionUtils.makeAccessible(method);
    }

    /** Whether events of the type are looked at. */
    boolean supports(ResolvableType eventType) {
        return eventTypes.stream().anyMatch(type -> type.isAssignableFrom(eventType));
    }

    /** Does what is declared, in the caller's transaction if there is one. */
    void deliver(Object event, WorkflowClient client) {
        EvaluationContext context = expressions.contextOf(event);
        if (condition != null && !Boolean.TRUE.equals(evaluate(condition, context, Boolean.class))) {
            return;
        }
        String workflowId = text("id", id, context);
        @Nullable Object[] values = argumentsFor(event, context);
        try {
            if (starts) {
                start(client, workflowId, values);
            } else {
                signal(client, workflowId, values, requestId == null ? null : text("requestId", requestId, context));
            }
        } catch (DurableException e) {
            if (declared.undeliverable() == UndeliverableEvents.FAIL || !isUndeliverable(e)) {
                throw e;
            }
            logger.debug("{} is not for workflow '{}' any more: {}", event, workflowId, e.getMessage());
        }
    }

    private void start(WorkflowClient client, String workflowId, @Nullable Object[] values) {
        client.newWorkflow(workflowType)
                .id(workflowId)
                .idConflictPolicy(declared.idConflictPolicy())
                .idReusePolicy(declared.idReusePolicy())
                .startVoid(workflow -> call(workflow, values));
    }

    private void signal(WorkflowClient client, String workflowId, @Nullable Object[] values, @Nullable String request) {
        TypedWorkflowExecution<W> execution = client.workflow(workflowType, workflowId);
        Consumer<W> call = workflow -> call(workflow, values);
        if (request == null) {
            execution.signal(call);
        } else {
            execution.signal(SignalOptions.requestId(request), call);
        }
    }

    /** On a stand-in of the client's, on which nothing runs. */
    private void call(W workflow, @Nullable Object[] values) {
        try {
            method.invoke(workflow, values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method + " could not be called", e);
        }
    }

    private @Nullable Object[] argumentsFor(Object event, EvaluationContext context) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = arguments.isEmpty() ? event : evaluate(arguments.get(i), context, types[i]);
        }
        return values;
    }

    /** Refuses to leave out what an event does not have: ids would be those of others. */
    private String text(String attribute, Expression expression, EvaluationContext context) {
        if (expression instanceof CompositeStringExpression composite) {
            StringBuilder text = new StringBuilder();
            for (Expression part : composite.getExpressions()) {
                text.append(text(attribute, part, context));
            }
            return text.toString();
        }
        String value = evaluate(expression, context, String.class);
        if (value == null || value.isEmpty()) {
            throw failed(
                    "expression '" + expression.getExpressionString() + "' for " + attribute + " gave no text", null);
        }
        return value;
    }

    private <T> @Nullable T evaluate(Expression expression, EvaluationContext context, Class<T> type) {
        try {
            return expression.getValue(context, type);
        } catch (EvaluationException e) {
            throw failed("expression '" + expression.getExpressionString() + "' failed: " + e.getMessage(), e);
        }
    }

    private DurableException failed(String what, @Nullable Exception cause) {
        return new DurableException(
                ErrorCode.EVENT_NOT_DELIVERABLE,
                "The event could not be given to " + workflowType.getSimpleName() + "." + method.getName() + ": the "
                        + what + ".",
                cause);
    }

    private static boolean isUndeliverable(DurableException failure) {
        return failure instanceof WorkflowAlreadyStartedException
                || failure instanceof WorkflowNotFoundException
                || failure.code() == ErrorCode.WORKFLOW_CLOSED;
    }
}
