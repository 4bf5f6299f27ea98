/**
 * Schedules: what starts workflows at given times, again and again. Values that say when, what and how, and the client that keeps
 * them. Depends on the client, on payloads and on the failure catalogue.
 */
@NullMarked
package dev.durable.schedule;

import org.jspecify.annotations.NullMarked;
