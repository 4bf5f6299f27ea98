package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.history.ActivityTaskScheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingAttemptsTests {

    private final WaitingAttempts waiting = new WaitingAttempts();

    @Test
    void thoseOfOnePriorityBeginInTheOrderInWhichTheyBecameDue() {
        waiting.add(attempt(1, "default", 3));
        waiting.add(attempt(2, "default", 3));
        waiting.add(attempt(3, "default", 3));

        assertThat(takeAll()).containsExactly(1, 2, 3);
    }

    @Test
    void higherPrioritiesBeginFirst() {
        waiting.add(attempt(1, "default", 5));
        waiting.add(attempt(2, "default", 3));
        waiting.add(attempt(3, "other", 1));
        waiting.add(attempt(4, "default", 1));

        assertThat(takeAll()).containsExactly(3, 4, 2, 1);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void aQueueThatAdmitsNothingHoldsUpNoOther() {
        waiting.add(attempt(1, "limited", 1));
        waiting.add(attempt(2, "limited", 1));
        waiting.add(attempt(3, "default", 5));

        assertThat(id(waiting.takeNext(queue -> !queue.equals("limited")))).isEqualTo(3);
        assertThat(waiting.takeNext(queue -> !queue.equals("limited"))).isNull();
        assertThat(waiting.size()).isEqualTo(2);
    }

    @Test
    void whatIsRemovedDoesNotBegin() {
        Attempt removed = attempt(1, "default", 3);
        waiting.add(removed);
        waiting.add(attempt(2, "default", 3));

        waiting.remove(removed);
        waiting.remove(removed);

        assertThat(takeAll()).containsExactly(2);
    }

    private List<Integer> takeAll() {
        List<Integer> taken = new ArrayList<>();
        for (Attempt next = waiting.takeNext(queue -> true); next != null; next = waiting.takeNext(queue -> true)) {
            taken.add(id(next));
        }
        return taken;
    }

    private static int id(Attempt attempt) {
        return attempt.task().scheduledEventId();
    }

    private static Attempt attempt(int eventId, String taskQueue, int priority) {
        return new Attempt(ActivityTask.first(
                new UUID(0, 1),
                "order-42",
                "Order",
                new ActivityTaskScheduled(
                        eventId,
                        Instant.EPOCH,
                        "Work.run",
                        taskQueue,
                        List.of(),
                        ActivityTimeouts.startToClose(Duration.ofSeconds(1)),
                        RetryPolicy.DEFAULT,
                        ActivityCancellationType.TRY_CANCEL,
                        "",
                        priority,
                        Map.of())));
    }
}
