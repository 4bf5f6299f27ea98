package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories that lack events, as after a failover to a standby that lacked commits. */
class DamagedHistoryTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().workflow(TwoNaps.class);

    private final List<HistoryEvent> whole = HistoryBuilder.started("TwoNaps")
            .timer(Duration.ofHours(1))
            .elapse(Duration.ofHours(1))
            .fired(2)
            .timer(Duration.ofHours(1))
            .build();

    @Test
    void missingEventIsNamed() {
        assertDamaged(without(1)).withMessageContaining("Event 2 of run").withMessageContaining("the next one is 3");
    }

    /** Nothing else would be noticed: the code asks for a timer where the history has one. */
    @Test
    void wholeStepThatIsMissingIsNoticed() {
        List<HistoryEvent> damaged = new ArrayList<>(whole);
        damaged.subList(1, 3).clear();

        assertDamaged(damaged).withMessageContaining("Event 2 of run").withMessageContaining("the next one is 4");
    }

    @Test
    void missingStartIsNoticed() {
        assertDamaged(without(0)).withMessageContaining("does not begin with its start");
    }

    private ThrowableAssertAlternative<DurableException> assertDamaged(List<HistoryEvent> history) {
        return assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> fixture.replay(history))
                .matches(e -> e.code() == ErrorCode.HISTORY_DAMAGED);
    }

    private List<HistoryEvent> without(int index) {
        List<HistoryEvent> damaged = new ArrayList<>(whole);
        damaged.remove(index);
        return damaged;
    }

    @Workflow
    static class TwoNaps {

        private final WorkflowContext workflow;

        TwoNaps(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.sleep(Duration.ofHours(1));
            workflow.sleep(Duration.ofHours(1));
        }
    }
}
