package dev.durable.autoconfigure.actuate;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeTypeUtils;

/**
 * The endpoint {@code durable}: workflows, queues and nodes for operators. It reads only, unless {@code
 * management.endpoint.durable.access=unrestricted}; payloads are hidden unless {@code management.endpoint.durable.show-values} says
 * otherwise. Actuator tells operations apart by the number of path segments, hence a dispatch by name within each.
 */
@WebEndpoint(id = "durable", defaultAccess = Access.READ_ONLY)
final class DurableEndpoint {

    private static final int EVENTS = 1_000;
    private static final int FORBIDDEN = 403;
    private static final ErrorDescriptor NOTHING_HERE = new ErrorDescriptor(
            null,
            "There is no such section, view or operation.",
            "Look at the path; a workflow whose id has a slash is addressed by the id of its run.");

    private final DurableEngine engine;
    private final WorkflowClient client;
    private final DurableEndpointProperties properties;
    private final WorkflowAddresses workflows;
    private final WorkflowReads reads;
    private final WorkflowWrites writes;

    DurableEndpoint(DurableEngine engine, WorkflowClient client, DurableEndpointProperties properties) {
        this.engine = engine;
        this.client = client;
        this.properties = properties;
        this.workflows = new WorkflowAddresses(engine, client);
        this.reads = new WorkflowReads(engine, client);
        this.writes = new WorkflowWrites(engine, client);
    }

    @ReadOperation
    OverviewDescriptor overview() {
        return reads.overview();
    }

    @ReadOperation
    WebEndpointResponse<?> section(
            SecurityContext caller,
            @Selector String section,
            @Nullable String type,
            @Nullable WorkflowStatus status,
            @Nullable String idPrefix,
            @Nullable Integer pageSize,
            @Nullable String cursor) {
        return answer(() -> switch (section) {
            case "workflows" ->
                reads.workflows(filter(type, status, idPrefix, pageSize).withCursor(cursor));
            case "types" -> reads.types();
            case "workers" -> reads.workers();
            case "nodes" -> reads.nodes();
            case "changes" -> reads.changes(filter(type, null, idPrefix, null));
            case "stuck" -> reads.stuckRuns(values(caller));
            default -> null;
        });
    }

    @ReadOperation
    WebEndpointResponse<?> workflow(
            SecurityContext caller, @Selector String section, @Selector String workflow, @Nullable UUID runId) {
        return answer(
                () -> isWorkflows(section) ? reads.describe(workflows.find(workflow, runId), values(caller)) : null);
    }

    @ReadOperation
    WebEndpointResponse<?> view(
            SecurityContext caller,
            @Selector String section,
            @Selector String workflow,
            @Selector String view,
            @Nullable UUID runId,
            @Nullable Integer after,
            @Nullable Integer limit) {
        if (isWorkflows(section) && view.equals("export")) {
            return export(caller, workflow, runId);
        }
        return answer(() -> {
            if (!isWorkflows(section)) {
                return null;
            }
            WorkflowExecution run = workflows.find(workflow, runId);
            return switch (view) {
                case "history" ->
                    reads.history(run, after == null ? 0 : after, limit == null ? EVENTS : limit, values(caller));
                case "stack" -> reads.stackTrace(run);
                default -> null;
            };
        });
    }

    @WriteOperation
    WebEndpointResponse<?> change(
            @Selector String section,
            @Nullable String operation,
            @Nullable String workflowType,
            @Nullable String workflowId,
            @Nullable String taskQueue,
            @Nullable WorkflowStatus status,
            @Nullable String idPrefix,
            @Nullable Long expectAtMost,
            @Nullable String name,
            @Nullable String arguments,
            @Nullable String reason,
            @Nullable Integer lastEventId) {
        OperationRequest request = new OperationRequest(name, arguments, reason, lastEventId, null);
        return answer(() -> switch (section) {
            case "workflows" -> writes.start(workflowType, workflowId, taskQueue, request);
            case "batch" ->
                writes.batch(
                        () -> client.batch(filter(workflowType, status, idPrefix, null))
                                .expectAtMost(OperationRequest.required("expectAtMost", expectAtMost)),
                        OperationRequest.required("operation", operation),
                        request);
            default -> null;
        });
    }

    @WriteOperation
    WebEndpointResponse<?> operate(
            @Selector String section,
            @Selector String workflow,
            @Selector String operation,
            @Nullable UUID runId,
            @Nullable String name,
            @Nullable String arguments,
            @Nullable String reason,
            @Nullable Integer lastEventId,
            @Nullable Integer scheduledEventId) {
        OperationRequest request = new OperationRequest(name, arguments, reason, lastEventId, scheduledEventId);
        return answer(() ->
                isWorkflows(section) ? writes.operate(workflows.find(workflow, runId), operation, request) : null);
    }

    /** Payloads are as they are stored, and readable where no codec has encoded them. */
    private WebEndpointResponse<?> export(SecurityContext caller, String workflow, @Nullable UUID runId) {
        if (!values(caller).areShown()) {
            return new WebEndpointResponse<>(
                    new ErrorDescriptor(
                            null,
                            "An export contains values, and they are not shown to you.",
                            "See management.endpoint.durable.show-values."),
                    FORBIDDEN);
        }
        WebEndpointResponse<?> answer =
                answer(() -> workflows.find(workflow, runId).exportHistory());
        return answer.getStatus() == WebEndpointResponse.STATUS_OK
                ? new WebEndpointResponse<>(answer.getBody(), MimeTypeUtils.APPLICATION_JSON)
                : answer;
    }

    private ShownValues values(SecurityContext caller) {
        return ShownValues.of(engine, properties.showValues().isShown(caller, properties.roles()));
    }

    private static boolean isWorkflows(String section) {
        return section.equals("workflows");
    }

    private static WorkflowFilter filter(
            @Nullable String type,
            @Nullable WorkflowStatus status,
            @Nullable String idPrefix,
            @Nullable Integer pageSize) {
        WorkflowFilter filter = WorkflowFilter.ALL;
        if (type != null) {
            filter = filter.withWorkflowType(type);
        }
        if (status != null) {
            filter = filter.withStatuses(status);
        }
        if (idPrefix != null) {
            filter = filter.withWorkflowIdPrefix(idPrefix);
        }
        return pageSize == null ? filter : filter.withPageSize(pageSize);
    }

    /** The answer, or 404 for null and for a workflow that is missing, or 400 for what is refused. */
    private static WebEndpointResponse<?> answer(Supplier<@Nullable Object> call) {
        try {
            Object body = call.get();
            return body == null
                    ? new WebEndpointResponse<>(NOTHING_HERE, WebEndpointResponse.STATUS_NOT_FOUND)
                    : new WebEndpointResponse<>(body);
        } catch (WorkflowNotFoundException e) {
            return new WebEndpointResponse<>(ErrorDescriptor.of(e), WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (DurableException e) {
            return new WebEndpointResponse<>(ErrorDescriptor.of(e), WebEndpointResponse.STATUS_BAD_REQUEST);
        } catch (IllegalArgumentException e) {
            return new WebEndpointResponse<>(
                    new ErrorDescriptor(null, e.getMessage(), null), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }
}
