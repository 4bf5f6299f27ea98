/**
 * Runs as actors: mailboxes, turns, the cache of loaded runs. Depends on replay, commit, activity, observation, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.run;

import org.jspecify.annotations.NullMarked;
