package dev.durable.docs.fulfilment;

import dev.durable.annotation.Activity;
import dev.durable.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** Packs parts, and remembers its calls. */
@Component
@Activity
public class Warehouse {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch lorry = new CountDownLatch(1);

    public String pack(String part) {
        if (part.equals("unicorn")) {
            throw ApplicationFailure.nonRetryable("No " + part + " is left", "OutOfStock");
        }
        if (part.equals("rare coffee")) {
            waitForTheLorry();
        }
        calls.add("pack " + part);
        return "parcel with " + part;
    }

    public void putBack(String part) {
        calls.add("put back " + part);
    }

    List<String> calls() {
        return calls;
    }

    void lorryArrives() {
        lorry.countDown();
    }

    private void waitForTheLorry() {
        try {
            lorry.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("The lorry did not come", e);
        }
    }
}
