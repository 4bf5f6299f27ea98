/**
 * The annotations by which an application declares its workflows and activities. Depends on nothing but enumerations that they name.
 */
@NullMarked
package dev.durable.annotation;

import org.jspecify.annotations.NullMarked;
