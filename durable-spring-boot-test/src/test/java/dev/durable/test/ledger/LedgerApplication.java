package dev.durable.test.ledger;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class LedgerApplication {}
