package dev.durable.engine.schedule;

import java.time.Instant;

/**
 * A time at which a schedule acts.
 *
 * @param nominal the time that its spec gives
 * @param due when it is acted upon, which is later by the jitter
 */
record ActionTime(Instant nominal, Instant due) {}
