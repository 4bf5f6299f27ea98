package dev.durable.docs.messages;

/** What is delivered. */
public record Parcel(String content, Address address) {}
