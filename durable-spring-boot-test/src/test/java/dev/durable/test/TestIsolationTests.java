package dev.durable.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineProbe;
import dev.durable.test.TestIsolation.Surroundings;
import dev.durable.test.orders.OrderApplication;
import dev.durable.test.orders.OrderWorkflow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = OrderApplication.class, properties = "spring.datasource.generate-unique-name=true")
@AutoConfigureDurableTest(store = TestStore.APPLICATION)
class TestIsolationTests {

    @Test
    void runThatCannotBeTerminatedIsReported(
            @Autowired DurableEngine engine,
            @Autowired DurableTestEngine testEngine,
            @Autowired EngineProbe probe,
            @Autowired WorkflowClient workflows,
            @Autowired PlatformTransactionManager transactions) {
        TestIsolation isolation = new TestIsolation(
                engine,
                testEngine,
                probe,
                new Surroundings(null, null, Instant::now, false, false, Duration.ofMillis(100)));

        AssertionError failure = new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            // seen by this thread only
            workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
            return isolation.endTest();
        });

        assertThat(failure).hasMessageContainingAll("PT0.1S", "'order-42' of type OrderWorkflow is RUNNING");
        assertThat(engine.isRunning()).isTrue();
    }
}
