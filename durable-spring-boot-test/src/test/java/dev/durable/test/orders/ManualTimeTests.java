package dev.durable.test.orders;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.test.AutoConfigureDurableTest;
import dev.durable.test.DurableTest;
import dev.durable.test.DurableTestEngine;
import dev.durable.test.DurableTestTime;
import dev.durable.test.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@DurableTest(OrderWorkflow.class)
@AutoConfigureDurableTest(time = TestTime.MANUAL)
class ManualTimeTests {

    @Autowired
    private WorkflowClient workflows;

    @Autowired
    private DurableTestTime time;

    @Autowired
    private DurableTestEngine engine;

    @MockitoBean
    private Payments payments;

    @MockitoBean
    private Letters letters;

    @Test
    void timersFireAtTheirOwnTimes() {
        Instant begin = time.now();
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));

        time.advance(Duration.ofDays(31));

        assertThat(order.result(Duration.ofSeconds(30))).isEqualTo("expired");
        assertThat(order.history())
                .filteredOn(event -> event.type() == EventType.TimerFired)
                .extracting(event -> Duration.between(begin, event.time()))
                .containsExactly(Duration.ofDays(10), Duration.ofDays(20), Duration.ofDays(30));
        assertThat(time.now()).isEqualTo(begin.plus(Duration.ofDays(31)));
    }

    @Test
    void timeStandsStillUntilItIsMoved() {
        Instant begin = time.now();
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));

        assertThat(time.skipToNextTimer()).contains(begin.plus(Duration.ofDays(10)));

        verify(letters).remind("42", 1);
        assertThat(order).isOpen();
        time.skipWhenIdle(true);
        assertThat(order).completesWith("expired");
    }

    @Test
    void delayedStartIsSkippedTo() {
        Instant begin = time.now();
        WorkflowHandle<String> order = workflows
                .newWorkflow(OrderWorkflow.class)
                .startDelay(Duration.ofDays(5))
                .start(w -> w.fulfil("42"));

        time.advance(Duration.ofDays(5));

        assertThat(order.history())
                .filteredOn(event -> event.type() == EventType.TimerStarted)
                .extracting(HistoryEvent::time)
                .containsExactly(begin.plus(Duration.ofDays(5)));
    }

    @Test
    void timeoutOfARunningActivityIsReached() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> answer = new CompletableFuture<>();
        when(payments.charge("42"))
                .thenAnswer(call -> {
                    begun.countDown();
                    return answer.get();
                })
                .thenReturn("paid");
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
        workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);
        begun.await();

        time.advanceDuringActivities(Duration.ofSeconds(10));
        time.skipWhenIdle(true);

        assertThat(order).completesWith("paid");
        answer.complete("too late");
    }

    @RepeatedTest(2)
    void eachTestBeginsWithNothingAndAtThePresent() {
        assertThat(engine.runs()).isEmpty();
        assertThat(time.now()).isBeforeOrEqualTo(Instant.now());
        workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
        time.advance(Duration.ofDays(3));
    }

    @Test
    void crashAtEachEventOfTheStartIsSurvived() {
        when(payments.charge("42")).thenReturn("paid");
        time.skipWhenIdle(true);
        for (int event = 1; event <= 3; event++) {
            String id = "order-" + event;
            engine.crashAfterEvent(event);
            WorkflowHandle<String> order =
                    workflows.newWorkflow(OrderWorkflow.class).id(id).start(w -> w.fulfil("42"));

            workflows.workflow(OrderWorkflow.class, id).signal(OrderWorkflow::confirm);

            assertThat(order).completesWith("paid");
        }
    }
}
