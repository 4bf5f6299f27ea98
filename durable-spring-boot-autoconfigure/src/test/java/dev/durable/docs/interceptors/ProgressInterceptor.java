package dev.durable.docs.interceptors;

import dev.durable.interceptor.ActivityCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.workflow.WorkflowContext;
import java.util.Map;
import org.springframework.stereotype.Component;

// region workflow
@Component
class ProgressInterceptor implements WorkflowInterceptor {

    @Override
    public RunInterceptor forRun(WorkflowContext workflow) {
        return new RunInterceptor() {
            @Override
            public Object activity(ActivityCall call, Next<ActivityCall, Object> next) {
                workflow.upsertMemo(Map.of("step", call.activityType()));
                return next.proceed(call);
            }
        };
    }
}
// endregion
