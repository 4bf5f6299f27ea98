package dev.durable.docs.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The sample of code that blocks its thread is reported as its page says. */
@SpringBootTest(properties = {"spring.datasource.generate-unique-name=true", "durable.worker.code-block-limit=100ms"})
@ExtendWith(OutputCaptureExtension.class)
class BlockingGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private WorkflowClient client;

    @Test
    void codeThatBlocksItsThreadIsReportedWithItsStackAndLosesNothing(CapturedOutput output) {
        CompletableFuture<String> label;
        LabelWorkflow.PRINTER.lock();
        try {
            label = CompletableFuture.supplyAsync(() -> client.newWorkflow(LabelWorkflow.class)
                    .id("label")
                    .start(w -> w.print("a lamp"))
                    .result(PATIENCE));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(output.getOut())
                            .contains("Workflow 'label' (LabelWorkflow) blocks its thread", "DUR-3009")
                            .contains("LabelWorkflow.print(LabelWorkflow.java:"));
        } finally {
            LabelWorkflow.PRINTER.unlock();
        }

        assertThat(label).succeedsWithin(PATIENCE).isEqualTo("label of a lamp");
    }
}
