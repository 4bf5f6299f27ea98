package dev.durable.docs.schedule;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import java.time.LocalDate;
import java.time.ZoneId;

// region declared
@Workflow
@WorkflowSchedule(id = "nightly-reconciliation", cron = "0 3 * * *", zone = "Europe/Berlin")
public class ReconciliationWorkflow {

    private final Ledger ledger;

    ReconciliationWorkflow(Ledger ledger) {
        this.ledger = ledger;
    }

    @WorkflowMethod
    public int reconcile(ScheduledStart start) {
        LocalDate day = start.scheduledAt().atZone(ZoneId.of("Europe/Berlin")).toLocalDate();
        return ledger.reconcile(day.minusDays(1));
    }
}
// endregion
