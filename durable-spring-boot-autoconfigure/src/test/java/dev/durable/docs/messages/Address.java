package dev.durable.docs.messages;

/** Where something is to go. */
public record Address(String street, String city) {}
