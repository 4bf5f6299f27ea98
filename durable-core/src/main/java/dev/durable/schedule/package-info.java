/**
 * Schedules: what starts workflows at given times, again and again. Values that say when, what and how, and the client that keeps
 * them. Depends on the API only: the client, histories, payloads, search attributes, retries and the failure catalogue.
 */
@NullMarked
package dev.durable.schedule;

import org.jspecify.annotations.NullMarked;
