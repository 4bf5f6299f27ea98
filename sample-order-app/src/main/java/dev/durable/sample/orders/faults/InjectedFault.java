package dev.durable.sample.orders.faults;

/** A failure that {@link Faults} made up. Retried like any other. */
public class InjectedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InjectedFault(String when) {
        super("Injected fault " + when);
    }
}
