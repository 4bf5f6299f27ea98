package dev.durable.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.ReplayReport;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.test.moody.MoodyWorkflow;
import dev.durable.test.orders.OrderWorkflow;
import org.junit.jupiter.api.Test;

class ReplayHistoriesTests {

    // region replay
    @ReplayHistories(value = "classpath:histories/orders/*.json", workflows = OrderWorkflow.class)
    void recordedOrdersGetOnWithThisCode(ReplayReport report) {
        assertThat(report.notes()).isEmpty();
    }
    // endregion

    @ReplayHistories(value = "classpath:histories/orders/*.json", workflows = OrderWorkflow.class, everyPrefix = true)
    void everyPrefixIsAnsweredAsItWasRecorded() {}

    @Test
    void differenceFailsTheTestOfItsFile() {
        assertThat(TestRuns.failuresOf(Different.class))
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                DurableException.class,
                                difference -> assertThat(difference.code()).isEqualTo(ErrorCode.REPLAY_DIFFERS))
                        .hasMessageContaining("Payments.refund"));
    }

    @Test
    void locationWithoutHistoriesIsAMistake() {
        assertThat(TestRuns.failuresOf(Missing.class))
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                DurableException.class,
                                difference ->
                                        assertThat(difference.code()).isEqualTo(ErrorCode.TEST_HISTORIES_MISSING)));
    }

    static class Different {

        @ReplayHistories(value = "classpath:histories/other/*.json", workflows = OrderWorkflow.class)
        void neverBegins() {}
    }

    static class Missing {

        @ReplayHistories(value = "classpath:histories/none/*.json", workflows = MoodyWorkflow.class)
        void neverBegins() {}
    }
}
