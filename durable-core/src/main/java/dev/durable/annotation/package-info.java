/**
 * The annotations by which an application declares its workflows and activities. Depends on nothing.
 */
@NullMarked
package dev.durable.annotation;

import org.jspecify.annotations.NullMarked;
