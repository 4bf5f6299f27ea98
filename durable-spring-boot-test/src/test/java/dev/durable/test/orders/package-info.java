/** An application whose workflows the tests of this module test. */
@NullMarked
package dev.durable.test.orders;

import org.jspecify.annotations.NullMarked;
