package dev.durable.docs.events;

record OrderWithdrawn(String orderId, String reason) {}
