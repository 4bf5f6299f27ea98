package dev.durable.docs.events;

record OrderPlaced(String orderId, int total) {}
