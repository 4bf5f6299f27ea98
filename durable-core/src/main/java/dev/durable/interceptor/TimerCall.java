package dev.durable.interceptor;

import java.time.Duration;

/**
 * A timer, or a sleep, of workflow code. A changed duration counts.
 *
 * @param duration how long
 */
public record TimerCall(Duration duration) {}
