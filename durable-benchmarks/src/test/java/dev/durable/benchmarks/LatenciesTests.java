package dev.durable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTests {

    @Test
    void percentileIsTheValueThatSoManyPercentDoNotExceed() {
        Latencies latencies = new Latencies();
        for (int millis = 2000; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }

        assertThat(latencies.millis(50)).isEqualTo(1000);
        assertThat(latencies.millis(99)).isEqualTo(1980);
        assertThat(latencies.millis(100)).isEqualTo(2000);
    }

    @Test
    void nothingMeasuredIsNoNumber() {
        assertThat(new Latencies().millis(50)).isNaN();
    }
}
