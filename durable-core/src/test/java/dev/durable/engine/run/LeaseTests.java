package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTests {

    private final ManualTime time = new ManualTime();

    @Test
    void remainsUntilItEnds() {
        Lease lease = new Lease(time, Duration.ofSeconds(10));

        time.advance(Duration.ofSeconds(4));
        assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(6));

        lease.renewed(time.now());
        assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(10));

        time.advance(Duration.ofSeconds(11));
        assertThat(lease.remaining()).isZero();
    }
}
