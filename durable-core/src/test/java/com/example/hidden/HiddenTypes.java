package com.example.hidden;

import dev.durable.annotation.Activity;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.ActivityInvocation;
import dev.durable.engine.definition.CallRecorder;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.definition.RecordedCall;

/** Types that only their own package can see, as applications like to write them, and what is done with them here. */
public final class HiddenTypes {

    private HiddenTypes() {}

    public static DefinitionsBuilder register(DefinitionsBuilder builder) {
        return builder.workflow(HiddenWorkflow.class)
                .activity(HiddenActivities.class, () -> new HiddenActivities("real"))
                .activity(HiddenPort.class, () -> (HiddenPort) text -> "port " + text);
    }

    public static RecordedCall recordMain(CallRecorder recorder) {
        return recorder.record(HiddenWorkflow.class, workflow -> workflow.run("input"));
    }

    public static RecordedCall recordSignal(CallRecorder recorder) {
        return recorder.record(HiddenWorkflow.class, workflow -> workflow.poke(7));
    }

    public static RecordedCall recordQuery(CallRecorder recorder) {
        return recorder.record(HiddenContract.class, HiddenContract::count);
    }

    public static String callStub(Definitions definitions, ActivityInvocation invocation) {
        return definitions.activityStub(HiddenActivities.class, invocation).greet("you");
    }

    public static String callInterfaceStub(Definitions definitions, ActivityInvocation invocation) {
        return definitions.activityStub(HiddenPort.class, invocation).send("x");
    }

    public static String callInvisible(Definitions definitions, ActivityInvocation invocation) {
        return definitions.activityStub(HiddenActivities.class, invocation).invisible();
    }

    @Workflow
    static class HiddenWorkflow {

        private final HiddenActivities activities;
        private int pokes;

        HiddenWorkflow(HiddenActivities activities, HiddenPort port) {
            this.activities = activities;
        }

        @WorkflowMethod
        String run(String input) {
            return activities.greet(input);
        }

        @SignalMethod
        void poke(int times) {
            pokes += times;
        }

        @QueryMethod
        protected int pokes() {
            return pokes;
        }
    }

    @Workflow(name = "Contract")
    interface HiddenContract {

        @WorkflowMethod
        void run();

        @QueryMethod
        long count();
    }

    @Activity
    static class HiddenActivities {

        private final String name;

        HiddenActivities(String name) {
            this.name = name.strip();
        }

        public String greet(String who) {
            return name + " greets " + who;
        }

        String invisible() {
            return name;
        }
    }

    @Activity
    interface HiddenPort {
        String send(String text);
    }
}
