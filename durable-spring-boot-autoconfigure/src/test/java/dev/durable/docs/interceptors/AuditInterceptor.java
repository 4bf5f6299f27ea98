package dev.durable.docs.interceptors;

import dev.durable.client.WorkflowHandle;
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.StartCall;
import dev.durable.interceptor.WorkflowClientInterceptor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

// region audit
@Component
@Order(1)
class AuditInterceptor implements WorkflowClientInterceptor {

    private final AuditLog audit;

    AuditInterceptor(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
        WorkflowHandle<?> handle = next.proceed(call);
        audit.write(Tenant.current() + " started " + call.workflowType() + " " + call.workflowId());
        return handle;
    }

    @Override
    public void terminate(ControlCall call, Next<ControlCall, Void> next) {
        audit.write(Tenant.current() + " terminates " + call.workflowId() + ": " + call.reason());
        next.proceed(call);
    }
}
// endregion
