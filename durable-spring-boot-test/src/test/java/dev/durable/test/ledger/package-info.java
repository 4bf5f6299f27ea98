/** An application whose activities write in transactions. */
@NullMarked
package dev.durable.test.ledger;

import org.jspecify.annotations.NullMarked;
