package dev.durable.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short run. What it leaves is under {@code target/chaos-it}; {@code -Ddurable.chaos.seed} repeats a run, as far as processes can be made to
 * repeat themselves.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals that stop a process and let it go on")
@Timeout(1200)
class ChaosIT {

    private static final Logger log = LoggerFactory.getLogger(ChaosIT.class);

    private static final int FAULTS = 8;

    @Test
    void nothingIsLostOrDoneTwice() throws Exception {
        long seed = Long.getLong("durable.chaos.seed", System.nanoTime());

        ChaosReport report = new ChaosRun(new ChaosSettings(
                        3,
                        600,
                        Duration.ofSeconds(40),
                        FAULTS,
                        Duration.ofSeconds(4),
                        300,
                        seed,
                        Path.of("target", "chaos-it")))
                .run();

        log.info("{}", report.text());
        assertThat(report.verdict().examples()).as(report.text()).isEmpty();
        assertThat(report.totalFaults()).isGreaterThanOrEqualTo(FAULTS);
    }
}
