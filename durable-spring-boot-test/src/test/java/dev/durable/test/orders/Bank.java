package dev.durable.test.orders;

import org.springframework.stereotype.Component;

/** An ordinary bean. */
@Component
public class Bank {

    /** Charges the order. */
    public String charge(String order) {
        return "charged " + order;
    }
}
