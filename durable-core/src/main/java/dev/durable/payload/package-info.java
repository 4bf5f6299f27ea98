/**
 * Payloads: encoded arguments, results and failures, the converters that make them, the codecs that encrypt or compress them, and the
 * limits of their size. Depends on failures for its error codes.
 */
@NullMarked
package dev.durable.payload;

import org.jspecify.annotations.NullMarked;
