/** An application that adjusts the engine. */
@NullMarked
package dev.durable.test.extended;

import org.jspecify.annotations.NullMarked;
