/**
 * What applications add to the engine's calls: chains of interceptors, and context that is propagated. Depends on the API and on observation only.
 */
@NullMarked
package dev.durable.engine.extension;

import org.jspecify.annotations.NullMarked;
