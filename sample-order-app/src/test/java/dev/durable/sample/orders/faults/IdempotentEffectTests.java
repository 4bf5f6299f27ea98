package dev.durable.sample.orders.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class IdempotentEffectTests {

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void effectThatSucceedsRunsOnce() {
        assertThat(IdempotentEffect.once(calls::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void effectRunsAgainWhenAnotherAttemptCameFirst() {
        int result = IdempotentEffect.once(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new DataIntegrityViolationException("duplicate key");
            }
            return 42;
        });

        assertThat(result).isEqualTo(42);
        assertThat(calls).hasValue(2);
    }

    @Test
    void violationThatStaysIsPassedOn() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> IdempotentEffect.once(() -> {
                    calls.incrementAndGet();
                    throw new DataIntegrityViolationException("not null");
                }));
        assertThat(calls).hasValue(2);
    }
}
