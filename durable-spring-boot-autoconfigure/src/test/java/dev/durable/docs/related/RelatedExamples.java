package dev.durable.docs.related;

import dev.durable.client.BatchResult;
import dev.durable.client.ReplayReport;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.WorkflowExecutionSignaled;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
class RelatedExamples {

    private static final Logger logger = LoggerFactory.getLogger(RelatedExamples.class);

    private final WorkflowClient client;

    RelatedExamples(WorkflowClient client) {
        this.client = client;
    }

    void cancel(String id) {
        // region cancel
        client.workflow(id).cancel("the hall is needed");
        // endregion
    }

    void control(String id) {
        // region control
        WorkflowExecution execution = client.workflow(id);
        execution.pause("the payment provider is down");
        execution.unpause("it is back");
        execution.terminate("started by mistake");
        // endregion
    }

    WorkflowExecution reset(String id) {
        // region reset
        WorkflowExecution again =
                client.workflow(id).reset(ResetOptions.toStart().withReason("fixed in 1.4"));
        // endregion
        return again;
    }

    WorkflowExecution resetBefore(String id, String signalName) {
        // region reset-to
        int event = client.workflow(id).history().stream()
                .filter(e -> e instanceof WorkflowExecutionSignaled signal
                        && signal.signalName().equals(signalName))
                .findFirst()
                .orElseThrow()
                .eventId();
        WorkflowExecution again = client.workflow(id)
                .reset(ResetOptions.to(event - 1) // what comes before an inbound event is the end of a step
                        .withReapplySignals(false) // neither this signal nor later ones
                        .withReason("the signal was a mistake"));
        // endregion
        return again;
    }

    BatchResult resetFailed(Instant deployment) {
        // region batch-reset
        WorkflowFilter failed = WorkflowFilter.ALL
                .withWorkflowType("RegionWorkflow")
                .withStatuses(WorkflowStatus.FAILED)
                .withStarted(null, deployment); // not the new runs, should the batch be repeated
        BatchResult result = client.batch(failed)
                .expectAtMost(client.batch(failed).count())
                .reset(ResetOptions.toStart().withReason("fixed in 1.4"));
        result.firstFailures().forEach(failure -> logger.warn("{}: {}", failure.workflowId(), failure.cause()));
        // endregion
        return result;
    }

    BatchResult deleteOld(Instant limit) {
        // region batch-delete
        BatchResult result = client.batch(WorkflowFilter.ALL
                        .withWorkflowType("RaceWorkflow")
                        .withStatuses(WorkflowStatus.COMPLETED)
                        .withClosed(null, limit))
                .withMaxPerSecond(100)
                .delete();
        // endregion
        return result;
    }

    void delete(String id) {
        // region delete
        client.workflow(id).delete();
        // endregion
    }

    BatchResult batch(Instant incident) {
        // region batch
        WorkflowFilter digests = WorkflowFilter.ALL
                .withWorkflowType("DigestWorkflow")
                .withStatuses(WorkflowStatus.RUNNING)
                .withStarted(incident, null);
        WorkflowBatch batch =
                client.batch(digests).withId("incident-17").expectAtMost(500).withMaxPerSecond(20);
        long runs = batch.count();
        BatchResult result = batch.signal("add", "end");
        // endregion
        return new BatchResult(runs, result.done(), result.skipped(), result.failed(), result.firstFailures());
    }

    ReplayReport history(String id) {
        // region history
        String document = client.workflow(id).exportHistory();
        ReplayReport report = client.replay(document);
        // endregion
        return report;
    }

    WorkflowExecution importHistory(String document) {
        // region import
        WorkflowExecution imported = client.importHistory(document);
        // endregion
        return imported;
    }
}
