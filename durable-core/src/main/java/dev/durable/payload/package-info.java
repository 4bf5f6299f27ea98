/**
 * Payloads: encoded arguments, results and failure details, and the converter that makes them. Depends on failures for
 * its error codes.
 */
@NullMarked
package dev.durable.payload;

import org.jspecify.annotations.NullMarked;
