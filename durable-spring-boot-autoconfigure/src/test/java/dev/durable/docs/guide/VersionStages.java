package dev.durable.docs.guide;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;

import dev.durable.client.ChangeVersions;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.workflow.WorkflowContext;
import org.springframework.stereotype.Component;

/** What becomes of a version call over the years. */
@Component
class VersionStages {

    private final WorkflowClient client;

    VersionStages(WorkflowClient client) {
        this.client = client;
    }

    // region needed
    boolean mayForgetWhatWasBefore(int version) {
        WorkflowFilter holidays = WorkflowFilter.ALL.withWorkflowType("HolidayWorkflow");
        return client.changeVersions(holidays).stream()
                .filter(change -> change.changeId().equals("hotel-first"))
                .allMatch(change -> change.nobodyNeedsBefore(version));
    }
    // endregion

    String report() {
        StringBuilder report = new StringBuilder();
        // region report
        for (ChangeVersions change : client.changeVersions(WorkflowFilter.ALL)) {
            report.append(change.workflowType()).append(' ').append(change.changeId());
            report.append(" runs by version: ").append(change.runs());
            report.append(", without: ").append(change.runsWithout()).append('\n');
        }
        // endregion
        return report.toString();
    }

    static String secondChange(WorkflowContext workflow) {
        // region second
        return switch (workflow.version("hotel-first", DEFAULT_VERSION, 2)) {
            case DEFAULT_VERSION -> "flight, hotel";
            case 1 -> "hotel, flight";
            default -> "hotel and flight at the same time";
        };
        // endregion
    }

    static String patched(WorkflowContext workflow) {
        // region patched
        if (workflow.patched("hotel-first")) {
            return "hotel, flight";
        }
        return "flight, hotel";
        // endregion
    }

    static String deprecated(WorkflowContext workflow) {
        // region deprecated
        workflow.deprecatePatch("hotel-first");
        return "hotel, flight";
        // endregion
    }
}
