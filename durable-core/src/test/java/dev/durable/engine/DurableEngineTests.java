package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DurableEngineTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final OrderActivities activities = new OrderActivities();
    private TestEngine engine;

    @BeforeEach
    void start() {
        engine = engines.engine()
                .workflow(OrderWorkflow.class)
                .activity(activities)
                .start();
    }

    @Test
    void cancelledOrderIsCompensatedInReverseOrder() {
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(OrderWorkflow.class).id("order-1").start(w -> w.fulfil("1"));
        var order = engine.workflow(OrderWorkflow.class, "order-1");
        engines.until(() -> order.query(OrderWorkflow::status).equals("RESERVED"));

        order.signal(OrderWorkflow::cancel);

        assertThat(handle.resultAsync()).failsWithin(Duration.ofSeconds(5));
        assertThat(activities.effects()).containsExactly("charge 1", "reserve 1", "release 1", "refund payment-1");
        assertThat(handle.history().stream().map(HistoryEvent::type))
                .containsExactly(
                        EventType.WorkflowExecutionStarted,
                        EventType.ActivityTaskScheduled,
                        EventType.ActivityTaskCompleted,
                        EventType.ActivityTaskScheduled,
                        EventType.ActivityTaskCompleted,
                        EventType.TimerStarted,
                        EventType.WorkflowExecutionSignaled,
                        EventType.TimerCanceled,
                        EventType.ActivityTaskScheduled,
                        EventType.ActivityTaskCompleted,
                        EventType.ActivityTaskScheduled,
                        EventType.ActivityTaskCompleted,
                        EventType.WorkflowExecutionFailed);
        assertThat(order.query(OrderWorkflow::status)).isEqualTo("COMPENSATED");
    }

    @Test
    void runGoesOnAfterAStopAndAStart() {
        engine.client().newWorkflow(OrderWorkflow.class).id("order-2").start(w -> w.fulfil("2"));
        var order = engine.workflow(OrderWorkflow.class, "order-2");
        engines.until(() -> order.query(OrderWorkflow::status).equals("RESERVED"));
        engine.stop();
        order.signal(OrderWorkflow::cancel);

        engine.start();

        engines.until(() -> order.describe().summary().status().isClosed());
        assertThat(activities.effects()).containsExactly("charge 2", "reserve 2", "release 2", "refund payment-2");
    }
}
