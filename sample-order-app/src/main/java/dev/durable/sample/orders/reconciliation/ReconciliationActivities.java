package dev.durable.sample.orders.reconciliation;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.sample.orders.faults.Faults;
import dev.durable.sample.orders.faults.IdempotentEffect;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Makes reports, one for each time, however often it is attempted. */
@Activity(startToCloseTimeout = "1m", retry = @Retry(initialInterval = "200ms", maximumInterval = "1m"))
@Service
public class ReconciliationActivities {

    private static final Logger log = LoggerFactory.getLogger(ReconciliationActivities.class);

    private final ReconciliationReports reports;
    private final Faults faults;

    ReconciliationActivities(ReconciliationReports reports, Faults faults) {
        this.reports = reports;
        this.faults = faults;
    }

    /** Compares the payments of the orders of that time with what they cost, and keeps the report. */
    public ReconciliationReport reconcile(Instant from, Instant until) {
        return faults.around(() -> {
            ReconciliationReport report = IdempotentEffect.once(() -> reports.make(from, until));
            log.info("{} orders, {} payments, {} mismatches", report.orders(), report.payments(), report.mismatches());
            return report;
        });
    }
}
