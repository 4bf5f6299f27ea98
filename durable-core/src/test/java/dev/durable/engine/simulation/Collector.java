package dev.durable.engine.simulation;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Collects numbers that come by signals and updates, in runs that follow each other, until it is told to finish. */
@Workflow
public class Collector {

    private final WorkflowContext workflow;
    private final SimulatedActivities activities;
    private final List<Integer> received = new ArrayList<>();
    private int heard;
    private boolean finished;

    Collector(WorkflowContext workflow, SimulatedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    /**
     * Collects.
     *
     * @param perRun after how many numbers another run goes on
     */
    @WorkflowMethod
    public int collect(int before, int perRun) {
        workflow.await(() -> finished || received.size() >= perRun);
        if (!finished) {
            int soFar = before + received.size();
            throw workflow.continueAsNew(Collector.class, w -> w.collect(soFar, perRun));
        }
        return before + received.size();
    }

    /** Takes a number. */
    @SignalMethod
    public void add(int number) {
        received.add(number);
    }

    /** Takes a number after some work. */
    @SignalMethod
    public void addWithWork(int number) {
        try {
            activities.work("add " + number);
        } catch (ActivityFailure e) {
            // it is taken all the same
        }
        received.add(number);
    }

    /** A sign of life of another workflow. */
    @SignalMethod
    public void hear() {
        heard++;
    }

    /** Ends. */
    @SignalMethod
    public void finish() {
        finished = true;
    }

    /** Takes a number, and tells how many there are. */
    @UpdateMethod
    public int put(int number) {
        received.add(number);
        return received.size();
    }

    @UpdateValidatorMethod(updateName = "put")
    void checkPut(int number) {
        if (number % 10 == 0) {
            throw new IllegalArgumentException("a round number");
        }
    }

    /** Takes a number after some work. */
    @UpdateMethod
    public int putWithWork(int number) {
        addWithWork(number);
        return received.size();
    }

    /** How often others have told of themselves. */
    @QueryMethod
    public int heard() {
        return heard;
    }

    /** The numbers of this run. */
    @QueryMethod
    public List<Integer> received() {
        return received;
    }
}
