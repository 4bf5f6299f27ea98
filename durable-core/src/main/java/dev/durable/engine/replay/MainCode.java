package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import dev.durable.workflow.WorkflowContext;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the main thread of a run executes: makes the workflow's instance and calls its method. Confined to the run. */
final class MainCode {

    private final WorkflowDefinition definition;
    private final RunContext context;
    private final RunHandlers handlers;

    MainCode(WorkflowDefinition definition, RunContext context, RunHandlers handlers) {
        this.definition = definition;
        this.context = context;
        this.handlers = handlers;
    }

    /** Runs the code to its end, and gives the encoded result. */
    Payload run(WorkflowExecutionStarted event) throws Throwable {
        HandlerMethod main = definition.main();
        String title = definition.name() + "." + main.name();
        Object result = context.extensions()
                .callCode(
                        RunInterceptor::execute,
                        definition.name(),
                        decode(main, title, event.input()),
                        event.header(),
                        arguments -> {
                            Object created = definition.newInstance(this::argument);
                            handlers.created(created);
                            return main.invoke(created, arguments);
                        });
        return context.payloads().encode(result, main.resultType(), PayloadUse.result(title));
    }

    private Object argument(Class<?> type) {
        if (type == WorkflowContext.class) {
            return context;
        }
        if (type == Clock.class) {
            return context.clock();
        }
        if (type == RandomGenerator.class) {
            return context.random();
        }
        return context.activity(type, ActivityOptions.NONE);
    }

    private @Nullable Object[] decode(HandlerMethod method, String title, List<Payload> input) {
        List<Type> types = method.parameterTypes();
        if (types.size() != input.size()) {
            throw new DurableException(
                    ErrorCode.ARGUMENTS_MISMATCH,
                    title + " takes " + types.size() + " arguments but got " + input.size() + ".");
        }
        @Nullable Object[] decoded = new @Nullable Object[input.size()];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = context.payloads().decode(input.get(i), types.get(i));
        }
        return decoded;
    }
}
