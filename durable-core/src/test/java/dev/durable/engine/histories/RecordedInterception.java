package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.NextCode;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.TimerCall;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Map;

/** Was recorded by an engine with an interceptor that asks for something itself. */
@Workflow
class RecordedInterception {

    /** Notes how many timers a run has started, and waits a minute before each signal. */
    static final WorkflowInterceptor INTERCEPTOR = context ->
            context.info().workflowType().equals("RecordedInterception") ? new Slow(context) : new RunInterceptor() {};

    private final WorkflowContext workflow;
    private boolean finished;

    RecordedInterception(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run() {
        workflow.sleep(Duration.ofSeconds(30));
        workflow.await(() -> finished);
        return "timers: " + workflow.memo("timers", Integer.class).orElse(0);
    }

    @SignalMethod
    void finish() {
        finished = true;
    }

    private static final class Slow implements RunInterceptor {

        private final WorkflowContext context;
        private int timers;

        Slow(WorkflowContext context) {
            this.context = context;
        }

        @Override
        public void handleSignal(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            context.sleep(Duration.ofMinutes(1));
            next.proceed(call);
        }

        @Override
        public Promise<Void> timer(TimerCall call, Next<TimerCall, Promise<Void>> next) {
            timers++;
            context.upsertMemo(Map.of("timers", timers));
            return next.proceed(call);
        }
    }
}
