/**
 * What the application declared: workflow and activity types as the engine sees them, and the stubs that stand for them.
 * Depends on the API packages only. {@link dev.durable.engine.definition.Definitions} is the way in.
 */
@NullMarked
package dev.durable.engine.definition;

import org.jspecify.annotations.NullMarked;
