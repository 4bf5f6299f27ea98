/**
 * Auto-configuration of the engine in a Spring Boot application: properties, the store on the application's database, life
 * cycle, and the few types by which an application adjusts them. Depends on discovery, the engine's entry class, the store on
 * JPA and Spring Boot.
 */
@NullMarked
package dev.durable.autoconfigure;

import org.jspecify.annotations.NullMarked;
