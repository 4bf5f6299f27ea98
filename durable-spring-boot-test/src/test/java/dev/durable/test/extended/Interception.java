package dev.durable.test.extended;

import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.workflow.WorkflowContext;
import org.springframework.stereotype.Component;

/** Interceptors. */
final class Interception {

    private Interception() {}

    @Component
    static class OfClient implements WorkflowClientInterceptor {}

    @Component
    static class OfActivities implements ActivityInterceptor {}

    @Component
    static class OfWorkflows implements WorkflowInterceptor {

        @Override
        public RunInterceptor forRun(WorkflowContext context) {
            return new RunInterceptor() {};
        }
    }
}
