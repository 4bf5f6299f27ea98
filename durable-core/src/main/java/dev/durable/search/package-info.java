/**
 * Facts by which workflows can be found: typed keys and their values. Depends on nothing.
 */
@NullMarked
package dev.durable.search;

import org.jspecify.annotations.NullMarked;
