package dev.durable.docs.messages;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.Map;
import java.util.TreeMap;

@Workflow
public class SensorWorkflow {

    private final WorkflowContext workflow;
    private final Map<String, Integer> readings = new TreeMap<>();
    private boolean stopped;

    SensorWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    // region registered
    @WorkflowMethod
    public Map<String, Integer> watch() {
        workflow.onQuery("readings", arguments -> readings);
        workflow.onUpdate("reset", arguments -> readings.remove(arguments.get(0, String.class)));
        workflow.await(() -> stopped);
        return readings;
    }

    @SignalMethod
    public void install(String sensor) { // takes what the sensor has sent before, in order
        workflow.onSignal(sensor, Integer.class, reading -> readings.merge(sensor, reading, Integer::sum));
    }
    // endregion

    @SignalMethod
    public void stop() {
        stopped = true;
    }
}
