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

    @Test
    void isInDoubtForTheLastThirdOfItAndOnceItIsLost() {
        Lease lease = new Lease(time, Duration.ofSeconds(9));
        assertThat(lease.isInDoubt()).isFalse();

        time.advance(Duration.ofSeconds(6));
        assertThat(lease.isInDoubt()).isTrue();

        lease.renewed(time.now());
        assertThat(lease.isInDoubt()).isFalse();

        lease.lost();
        assertThat(lease.isInDoubt()).isTrue();
        assertThat(lease.isValidAt(time.now())).isFalse();
        assertThat(lease.remaining()).isZero();
    }
}
