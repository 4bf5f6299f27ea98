package dev.durable.sample.orders.api;

import dev.durable.sample.orders.reconciliation.ReconciliationDesk;
import dev.durable.sample.orders.reconciliation.ReconciliationReport;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The nightly reconciliation over HTTP. */
@RestController
@RequestMapping("/reconciliations")
class ReconciliationController {

    private final ReconciliationDesk desk;

    ReconciliationController(ReconciliationDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    Overview overview() {
        return new Overview(desk.reports(), desk.nextTimes());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void reconcileNow() {
        desk.reconcileNow();
    }

    /**
     * What was found, and when it is looked for next.
     *
     * @param reports the latest reports, newest first
     * @param next the next times
     */
    record Overview(List<ReconciliationReport> reports, List<Instant> next) {}
}
