package dev.durable.engine.schedule;

import dev.durable.schedule.OverlapPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action whose time has come, but that has not been taken yet.
 *
 * @param scheduledAt nominal time
 * @param overlap by which policy, or null for that of the schedule when it is its turn
 * @param manual whether somebody asked for it, so that it is taken even while the schedule is paused
 */
record WaitingAction(Instant scheduledAt, @Nullable OverlapPolicy overlap, boolean manual) {}
