package dev.durable.docs.fulfilment;

import dev.durable.annotation.Activity;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** Has a slot for everybody but the late. */
@Component
@Activity(startToCloseTimeout = "1h")
public class Ramp {

    public void book(String lorry) {
        if (lorry.equals("late")) {
            waitForASlot();
        }
    }

    private static void waitForASlot() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("The booking was given up", e);
        }
    }
}
