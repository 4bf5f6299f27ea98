package dev.durable.test.orders;

import dev.durable.annotation.Activity;

/** An activity type that is an interface. */
@Activity(startToCloseTimeout = "10s")
public interface Letters {

    /** Reminds of the order. */
    void remind(String order, int number);
}
