package dev.durable.autoconfigure.apps.stamps;

import java.time.Instant;

/** Makes stamps. */
final class Stamps {

    private Stamps() {}

    static Instant now() {
        return Instant.now();
    }
}
