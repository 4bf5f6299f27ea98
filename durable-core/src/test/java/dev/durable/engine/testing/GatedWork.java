package dev.durable.engine.testing;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;

/** Work that takes as long as a test wants it to, see {@link Gates}. */
@Activity(retry = @Retry(initialInterval = "10ms"))
public interface GatedWork {

    /** Returns {@code done <name>} once the gate of the name is open. */
    String work(String name);
}
