/**
 * The tables of the store, and the scripts that create them. Depends on JDBC only, so that it can be used before there is a
 * persistence unit.
 */
@NullMarked
package dev.durable.jpa.schema;

import org.jspecify.annotations.NullMarked;
