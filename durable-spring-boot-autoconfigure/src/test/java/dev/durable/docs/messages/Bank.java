package dev.durable.docs.messages;

import dev.durable.annotation.Activity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Transfers money, once for each key. */
@Component
@Activity
public class Bank {

    private final Map<String, Integer> transfers = new ConcurrentHashMap<>();

    public void transfer(String key, int cents) {
        transfers.putIfAbsent(key, cents);
    }

    Map<String, Integer> transfers() {
        return transfers;
    }
}
