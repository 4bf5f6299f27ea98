/**
 * The store on JPA: entities, queries and writes through Hibernate's stateless sessions, and native statements where these were
 * measured to be clearly faster. {@link dev.durable.jpa.JpaDurableStore} puts it together.
 */
@NullMarked
package dev.durable.jpa;

import org.jspecify.annotations.NullMarked;
