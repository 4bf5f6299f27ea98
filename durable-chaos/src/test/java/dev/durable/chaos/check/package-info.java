/**
 * The checker has to find what it looks for.
 */
@NullMarked
package dev.durable.chaos.check;

import org.jspecify.annotations.NullMarked;
