/**
 * Takes the authentication of Spring Security along. Depends on {@code dev.durable.context} and on Spring Security, which may be absent: nobody
 * else refers to it.
 */
@NullMarked
package dev.durable.autoconfigure.security;

import org.jspecify.annotations.NullMarked;
