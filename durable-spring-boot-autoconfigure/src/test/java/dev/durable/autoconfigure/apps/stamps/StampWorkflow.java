package dev.durable.autoconfigure.apps.stamps;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Transactional;

/** What a workflow looks like whose author takes it for a bean. */
@Workflow
public class StampWorkflow {

    @Value("${stamp.format:iso}")
    private String format;

    /** Stamps. */
    @WorkflowMethod
    @Transactional
    public Instant run() {
        return later();
    }

    /** Would be carried out by another thread if this were a bean. */
    @Async
    Instant later() {
        return Stamps.now();
    }

    /** How. */
    @QueryMethod
    public String format() {
        return format;
    }
}
