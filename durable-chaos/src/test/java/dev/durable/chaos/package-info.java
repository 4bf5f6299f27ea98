/**
 * The chaos test as a part of the build.
 */
@NullMarked
package dev.durable.chaos;

import org.jspecify.annotations.NullMarked;
