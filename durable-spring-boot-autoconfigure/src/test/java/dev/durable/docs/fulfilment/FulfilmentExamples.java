package dev.durable.docs.fulfilment;

import dev.durable.activity.RetryOptions;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
class FulfilmentExamples {

    private final WorkflowClient client;

    FulfilmentExamples(WorkflowClient client) {
        this.client = client;
    }

    WorkflowHandle<String> collect(String order, String card, Duration pause) {
        // region limits
        WorkflowHandle<String> collection = client.newWorkflow(CollectionWorkflow.class)
                .id("collection-" + order)
                .startDelay(Duration.ofDays(14)) // a message ends the wait
                .runTimeout(Duration.ofHours(1)) // for each run, without its delay
                .executionTimeout(Duration.ofDays(60)) // for all of them
                .retry(new RetryOptions(pause, 1.0, null, 3, List.of("CardStolen")))
                .start(w -> w.collect(card));
        // endregion
        return collection;
    }
}
