/**
 * What activity code sees, and the options by which an activity is called. Depends on nothing but annotations and failures.
 */
@NullMarked
package dev.durable.activity;

import org.jspecify.annotations.NullMarked;
