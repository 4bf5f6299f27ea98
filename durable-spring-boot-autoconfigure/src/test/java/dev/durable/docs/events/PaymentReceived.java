package dev.durable.docs.events;

record PaymentReceived(String paymentId, String orderId, int amount) {}
