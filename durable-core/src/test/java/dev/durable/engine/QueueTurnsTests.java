package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a node that executes activities of several queues shares its slots among them. */
class QueueTurnsTests {

    private static final List<String> MAILS =
            IntStream.range(0, 10).mapToObj(i -> "mail " + i).toList();

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void backlogOfOneQueueDoesNotHoldUpTheOther() {
        TestEngine owner = engines.engine()
                .workflow(Busy.class)
                .activity(GatedWork.class, new Gates())
                .nodeName("owner")
                .start();
        WorkflowHandle<String> handle =
                owner.client().newWorkflow(Busy.class).id("busy").start(Busy::run);
        engines.until(() -> engines.store().activityTasks(handle.runId()).size() == MAILS.size() + 1);
        Gates work = new Gates()
                .open(Stream.concat(MAILS.stream(), Stream.of("payment")).toArray(String[]::new));

        engines.engine()
                .activity(GatedWork.class, work)
                .taskQueues("email", "payment")
                .maxConcurrentActivities(1)
                .nodeName("worker")
                .start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done");
        assertThat(work.begun().indexOf("payment")).isLessThanOrEqualTo(1);
    }

    @Workflow
    static class Busy {

        private final WorkflowContext workflow;
        private final GatedWork email;
        private final GatedWork payment;

        Busy(WorkflowContext workflow) {
            this.workflow = workflow;
            this.email = workflow.activity(GatedWork.class, ActivityOptions.NONE.withTaskQueue("email"));
            this.payment = workflow.activity(GatedWork.class, ActivityOptions.NONE.withTaskQueue("payment"));
        }

        @WorkflowMethod
        public String run() {
            List<Promise<String>> calls = new ArrayList<>();
            MAILS.forEach(mail -> calls.add(workflow.async(() -> email.work(mail))));
            calls.add(workflow.async(() -> payment.work("payment")));
            workflow.allOf(calls).get();
            return "done";
        }
    }
}
