package dev.durable.engine.schedule;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.DurableStore;

/**
 * What the client of schedules needs. Thread-safe.
 *
 * @param store durable storage
 * @param time clock
 * @param definitions what is known of workflow types
 * @param payloads encodes arguments
 * @param onChange told that a schedule was changed, so that somebody looks at it
 */
public record ScheduleServices(
        DurableStore store, TimeSource time, Definitions definitions, PayloadConverter payloads, Runnable onChange) {}
