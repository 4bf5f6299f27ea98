package dev.durable.engine.replay;

import dev.durable.context.ContextScope;
import dev.durable.context.Header;
import dev.durable.engine.extension.ContextPropagation;
import dev.durable.engine.extension.InterceptorChain;
import dev.durable.engine.replay.DeterministicScheduler.ReadOnlyAction;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Interceptors and propagated context of one run. Context belongs to workflow threads: each has the header of the message that it
 * handles, or of what started it, and never anything of the JVM's thread that it happens to run on. Confined to the run.
 */
final class RunExtensions {

    private final RunContext context;
    private final List<WorkflowInterceptor> interceptors;
    private final ContextPropagation contexts;
    private final PayloadConverter converter;
    private final Map<String, Payload> runHeader;
    private @Nullable InterceptorChain<RunInterceptor> chain;

    RunExtensions(RunContext context, ReplayServices services, Map<String, Payload> runHeader) {
        this.context = context;
        this.interceptors = services.extensions().workflows();
        this.contexts = services.extensions().contexts();
        this.converter = services.payloads();
        this.runHeader = runHeader;
    }

    /** What came with the start of the run. */
    Map<String, Payload> runHeader() {
        return runHeader;
    }

    /** Whether calls go through interceptors. */
    boolean areIntercepting() {
        return !interceptors.isEmpty();
    }

    /** Leads a call of workflow code through the interceptors; only if there are any. */
    <C, R extends @Nullable Object> R call(InterceptorChain.Hook<RunInterceptor, C, R> hook, C call, Next<C, R> end) {
        return chain().call(hook, call, end);
    }

    /** Calls code of the workflow, through the interceptors if there are any. */
    @Nullable
    Object callCode(
            InterceptorChain.CodeHook<RunInterceptor, CodeCall> hook,
            String name,
            @Nullable Object[] arguments,
            Map<String, Payload> header,
            MessageHandler.Invocation code)
            throws Throwable {
        if (!areIntercepting()) {
            return code.invoke(arguments);
        }
        return chain().callCode(
                        hook,
                        new CodeCall(name, Arrays.asList(arguments), header(header)),
                        call -> code.invoke(call.arguments().toArray()));
    }

    /** The header as interceptors see it. */
    Header header(Map<String, Payload> payloads) {
        return Header.of(payloads, converter);
    }

    /** The header of a command that counts only if it is new: the one that was recorded had its own. */
    Map<String, Payload> commandHeader() {
        return context.commands().isReplaying() && !areIntercepting() ? Map.of() : currentHeader();
    }

    /** The header of what the current workflow thread asks for, with its context as it is now. */
    Map<String, Payload> currentHeader() {
        return contexts.isNone() ? inherited() : contexts.capture(inherited(), context.payloads()::encode);
    }

    /** The code of a workflow thread, to be run with what came with the header. */
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    Runnable inContext(Map<String, Payload> header, Runnable body) {
        if (contexts.isNone()) {
            return body;
        }
        return () -> {
            try (ContextScope scope = contexts.restore(header, context.payloads()::decode)) {
                body.run();
            }
        };
    }

    /** Something that reads on behalf of the run, on a thread that is none of its own. */
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    <T extends @Nullable Object> ReadOnlyAction<T> readInContext(
            Map<String, Payload> header, ReadOnlyAction<T> action) {
        if (contexts.isNone()) {
            return action;
        }
        return () -> {
            try (ContextScope scope = contexts.restore(header, converter::fromPayload)) {
                return action.run();
            }
        };
    }

    /** A condition that sees no context, wherever it is evaluated: neither that of a workflow thread nor that of a JVM's thread. */
    BooleanSupplier withoutContext(BooleanSupplier condition) {
        return contexts.isNone() ? condition : readInContext(Map.of(), condition::getAsBoolean)::run;
    }

    /**
     * Decodes what came with a header, to see whether that is possible.
     *
     * @throws dev.durable.failure.DurableException if it is not
     */
    void requireDecodable(Map<String, Payload> header) {
        contexts.requireDecodable(header, converter::fromPayload);
    }

    private Map<String, Payload> inherited() {
        return context.hasCurrentThread() ? context.currentThread().header() : runHeader;
    }

    private InterceptorChain<RunInterceptor> chain() {
        InterceptorChain<RunInterceptor> made = chain;
        if (made == null) {
            List<RunInterceptor> ofRun = new ArrayList<>(interceptors.size());
            interceptors.forEach(interceptor -> ofRun.add(interceptor.forRun(context)));
            made = new InterceptorChain<>(ofRun);
            chain = made;
        }
        return made;
    }
}
