package dev.durable.test.extended;

/** Says whom, with a name that JSON has in another way. */
public record Greeting(String firstName) {}
