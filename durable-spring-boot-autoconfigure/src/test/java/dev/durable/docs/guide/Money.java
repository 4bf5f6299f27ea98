package dev.durable.docs.guide;

import dev.durable.annotation.Activity;
import org.springframework.stereotype.Component;

/** Quick calls. */
@Component
@Activity
class Money {

    public int toCents(int euros) {
        return euros * 100;
    }

    public int withTax(int cents) {
        return cents + cents / 5;
    }
}
