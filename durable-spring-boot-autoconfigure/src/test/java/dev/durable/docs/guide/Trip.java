package dev.durable.docs.guide;

record Trip(String flight, String hotel) {}
