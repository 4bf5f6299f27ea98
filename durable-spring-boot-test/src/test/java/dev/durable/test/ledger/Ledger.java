package dev.durable.test.ledger;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import org.springframework.stereotype.Service;

/** Writes in transactions of the engine. */
@Service
@Activity(transactional = true, retry = @Retry(initialInterval = "1m"))
public class Ledger {

    private final Entries entries;
    private final Auditor auditor;

    Ledger(Entries entries, Auditor auditor) {
        this.entries = entries;
        this.auditor = auditor;
    }

    /** Writes, and has it looked at. */
    public String book(String entry) {
        entries.add(entry);
        auditor.look(entry);
        return "booked " + entry;
    }
}
