package dev.durable.test.ledger;

import org.springframework.stereotype.Component;

/** Looks at what was written, in the transaction that writes it. */
@Component
public class Auditor {

    /** Objects by an exception. */
    public void look(String entry) {}
}
