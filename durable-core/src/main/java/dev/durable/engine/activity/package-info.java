/**
 * Execution of activities on this node: attempts, their time limits and retries. Depends on definition and time.
 */
@NullMarked
package dev.durable.engine.activity;

import org.jspecify.annotations.NullMarked;
