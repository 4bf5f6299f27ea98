package dev.durable.sample.orders.reconciliation;

import dev.durable.schedule.ScheduleClient;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/** Shows the reports, and asks for one before it is time. */
@Service
public class ReconciliationDesk {

    private final ReconciliationReports reports;
    private final ScheduleClient schedules;

    ReconciliationDesk(ReconciliationReports reports, ScheduleClient schedules) {
        this.reports = reports;
        this.schedules = schedules;
    }

    /** The latest reports, newest first. */
    public List<ReconciliationReport> reports() {
        return reports.latest();
    }

    /** When the next one is made. */
    public List<Instant> nextTimes() {
        return schedules.schedule(ReconciliationWorkflow.SCHEDULE_ID).describe().nextActionTimes();
    }

    /** Has one made now, for the day until now. */
    public void reconcileNow() {
        schedules.schedule(ReconciliationWorkflow.SCHEDULE_ID).trigger();
    }
}
