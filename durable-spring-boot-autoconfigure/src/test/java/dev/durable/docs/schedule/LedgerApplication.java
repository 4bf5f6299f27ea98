package dev.durable.docs.schedule;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class LedgerApplication {}
