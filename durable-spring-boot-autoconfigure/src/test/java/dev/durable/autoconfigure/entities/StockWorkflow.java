package dev.durable.autoconfigure.entities;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Calls one of the activities. */
@Workflow
class StockWorkflow {

    private final WorkflowContext workflow;
    private final StockActivities stock;
    private final List<String> heard = new ArrayList<>();

    StockWorkflow(WorkflowContext workflow, StockActivities stock) {
        this.workflow = workflow;
        this.stock = stock;
    }

    @WorkflowMethod
    public String run(String how, String sku) {
        return switch (how) {
            case "add" -> "attempt " + stock.add(sku);
            case "addTaken" -> "attempt " + stock.addTaken(sku);
            case "addAndCount" -> "counted " + stock.addAndCount(sku);
            case "addForNothing" -> "result " + stock.addForNothing(sku);
            case "addAndTell" -> "attempt " + stock.addAndTell(sku);
            case "look" -> "read-only " + stock.look();
            case "addLocally" ->
                "attempt " + workflow.localActivity(StockActivities.class).add(sku);
            case "listen" -> {
                workflow.await(() -> !heard.isEmpty());
                yield "heard";
            }
            default -> "nothing";
        };
    }

    @SignalMethod
    public void heard(String text) {
        heard.add(text);
    }

    @QueryMethod
    public List<String> everythingHeard() {
        return heard;
    }
}
