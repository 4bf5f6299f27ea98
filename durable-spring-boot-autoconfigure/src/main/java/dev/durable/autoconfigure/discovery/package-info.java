/**
 * Finds what the application declares: workflow classes on the class path, activity beans in the bean factory. Depends on
 * the annotations and on Spring; the auto-configuration is its only user.
 */
@NullMarked
package dev.durable.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
