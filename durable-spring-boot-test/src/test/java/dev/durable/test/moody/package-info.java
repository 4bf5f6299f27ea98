/** An application with a mistake. */
@NullMarked
package dev.durable.test.moody;

import org.jspecify.annotations.NullMarked;
