/**
 * The verdict: compares what the database has in the end with what was acknowledged and with the activities' ledger.
 */
@NullMarked
package dev.durable.chaos.check;

import org.jspecify.annotations.NullMarked;
