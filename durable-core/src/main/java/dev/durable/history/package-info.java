/**
 * The event history of a run as immutable, sealed records, and their JSON form. Depends on failures, payloads, search attributes, and the options of
 * activities and workflows only.
 */
@NullMarked
package dev.durable.history;

import org.jspecify.annotations.NullMarked;
