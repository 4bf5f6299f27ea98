package dev.durable.test.orders;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import org.springframework.stereotype.Component;

/** Wants what no slice has. */
@Component
@Activity(startToCloseTimeout = "10s", retry = @Retry(initialInterval = "1m"))
public class Payments {

    private final Bank bank;

    Payments(Bank bank) {
        this.bank = bank;
    }

    /** Charges the order. */
    public String charge(String order) {
        return bank.charge(order);
    }
}
