package dev.durable.docs.events;

import java.util.List;

record BasketOrdered(String orderId, List<Integer> prices) {}
