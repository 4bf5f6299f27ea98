/**
 * Failure analysers: say what is wrong and what to do about it when the application does not start. Depends on the failure
 * catalogue and Spring Boot.
 */
@NullMarked
package dev.durable.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
