package dev.durable.test.ledger;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says only to Spring that it is transactional. */
@Service
@Activity(retry = @Retry(initialInterval = "1m"))
public class Journal {

    private final Entries entries;
    private final Auditor auditor;

    Journal(Entries entries, Auditor auditor) {
        this.entries = entries;
        this.auditor = auditor;
    }

    /** Writes, and has it looked at. */
    @Transactional
    public String note(String entry) {
        entries.add(entry);
        auditor.look(entry);
        return "noted " + entry;
    }
}
