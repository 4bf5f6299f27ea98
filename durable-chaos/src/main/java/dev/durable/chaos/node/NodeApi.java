package dev.durable.chaos.node;

import dev.durable.chaos.work.Work;
import dev.durable.chaos.work.WorkflowTypes;
import dev.durable.client.SignalOptions;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What callers ask for. 200 says that it is accepted, 409 that it was started before, 410 that the workflow has closed; all else says nothing. */
@RestController
class NodeApi {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final WorkflowClient client;

    NodeApi(WorkflowClient client) {
        this.client = client;
    }

    @PostMapping("/workflows")
    void start(@RequestBody Work work) {
        WorkflowTypes.start(client, work);
    }

    @PostMapping("/workflows/{id}/signals/{requestId}")
    void signal(@PathVariable String id, @PathVariable String requestId, @RequestParam int number) {
        client.workflow(id).signal(SignalOptions.requestId(requestId), "tell", number);
    }

    @PostMapping("/workflows/{id}/updates/{updateId}")
    int update(@PathVariable String id, @PathVariable String updateId, @RequestParam int number) {
        UpdateOptions options = UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId(updateId);
        return client.workflow(id)
                .startUpdate(options, "add", Integer.class, number)
                .result(PATIENCE);
    }

    @ExceptionHandler
    ResponseEntity<String> startedBefore(WorkflowAlreadyStartedException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(e.what());
    }

    @ExceptionHandler
    ResponseEntity<String> failed(DurableException e) {
        HttpStatus status = e.code() == ErrorCode.WORKFLOW_CLOSED ? HttpStatus.GONE : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).body(e.code() + " " + e.what());
    }
}
