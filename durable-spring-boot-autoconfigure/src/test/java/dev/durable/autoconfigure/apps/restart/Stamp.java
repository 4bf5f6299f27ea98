package dev.durable.autoconfigure.apps.restart;

/** A payload whose class is another one after each restart. */
public record Stamp(String texts) {}
