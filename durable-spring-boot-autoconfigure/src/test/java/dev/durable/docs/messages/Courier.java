package dev.durable.docs.messages;

import dev.durable.annotation.Activity;
import org.springframework.stereotype.Component;

@Component
@Activity
public class Courier {

    public Address check(Address address) {
        if (address.street().isBlank()) {
            throw new IllegalArgumentException("there is no such street");
        }
        return new Address(address.street(), address.city().toUpperCase(java.util.Locale.ROOT));
    }

    public String deliver(String content, Address address) {
        return content + " to " + address.street() + ", " + address.city();
    }
}
