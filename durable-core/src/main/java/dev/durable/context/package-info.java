/**
 * Context that travels with workflows: what is captured, how it is restored, and the headers that carry it. Depends on payloads only.
 */
@NullMarked
package dev.durable.context;

import org.jspecify.annotations.NullMarked;
