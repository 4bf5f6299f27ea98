package dev.durable.test.moody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowClient;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes longer each time its code runs. */
@Workflow
public class MoodyWorkflow {

    private static final AtomicInteger MOOD = new AtomicInteger();

    private final WorkflowContext workflow;

    MoodyWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /** Executes one. */
    public static void run(WorkflowClient workflows) {
        assertThat(workflows
                        .newWorkflow(MoodyWorkflow.class)
                        .id("moody-1")
                        .start(MoodyWorkflow::sulk)
                        .result(Duration.ofSeconds(30)))
                .isEqualTo("done");
    }

    @WorkflowMethod
    public String sulk() {
        workflow.sleep(Duration.ofHours(MOOD.incrementAndGet()));
        return "done";
    }
}
