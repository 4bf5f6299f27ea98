/**
 * Execution of activities on this node: attempts, their time limits and retries.
 * {@link dev.durable.engine.activity.ActivityExecutor} makes those of the node's own runs,
 * {@link dev.durable.engine.activity.ClaimedAttempts} those that the node claims, and
 * {@link dev.durable.engine.activity.RoutedActivities} sees to those that others make for its runs. Depends on definition, extension,
 * observation, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.activity;

import org.jspecify.annotations.NullMarked;
