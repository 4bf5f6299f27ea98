package dev.durable.jpa;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants in the precision that all databases keep; drivers differ in whether they round or cut what is beyond. */
final class Micros {

    private Micros() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable Instant ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }
}
