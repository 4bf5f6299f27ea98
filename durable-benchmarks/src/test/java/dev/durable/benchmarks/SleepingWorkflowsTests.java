package dev.durable.benchmarks;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class SleepingWorkflowsTests {

    @Test
    void allWakeUp() {
        assertThatNoException()
                .isThrownBy(() ->
                        SleepingWorkflows.main(new String[] {"--database=h2", "--workflows=50", "--timer-seconds=3"}));
    }
}
