/**
 * The chaos test: nodes in processes of their own and a database are struck while workflows run, then a checker counts what was lost
 * or done twice.
 */
@NullMarked
package dev.durable.chaos;

import org.jspecify.annotations.NullMarked;
