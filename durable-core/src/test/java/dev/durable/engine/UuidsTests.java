package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTests {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");

    @Test
    void idOfAnEventIsAlwaysTheSame() {
        UUID runId = Uuids.version7(NOW);

        assertThat(Uuids.version7(NOW, runId, 2)).isEqualTo(Uuids.version7(NOW, runId, 2));
        assertThat(Uuids.version7(NOW, runId, 2)).isNotEqualTo(Uuids.version7(NOW, runId, 3));
    }

    @Test
    void idsThatFollowFromEachOtherWhileTimeStandsStillAreDifferent() {
        Set<UUID> ids = new HashSet<>();
        UUID next = Uuids.version7(NOW);
        for (int i = 0; i < 1_000; i++) {
            assertThat(ids.add(next)).isTrue();
            next = Uuids.version7(NOW, next, i % 3);
        }
    }

    @Test
    void idsSortByTime() {
        UUID earlier = Uuids.version7(NOW);
        UUID later = Uuids.version7(NOW.plusNanos(1_000));

        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.toString()).isLessThan(later.toString());
    }
}
