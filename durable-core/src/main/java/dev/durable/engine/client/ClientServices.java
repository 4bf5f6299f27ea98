package dev.durable.engine.client;

import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import dev.durable.store.DurableStore;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the client's parts share. Thread-safe.
 *
 * @param store durable storage
 * @param node this engine's node, running or not
 * @param replay brings code to life, for queries
 * @param time clock and timers
 * @param executor runs tasks that block on the store
 * @param callTimeout how long a call waits to be accepted
 */
public record ClientServices(
        DurableStore store,
        LocalNode node,
        ReplayServices replay,
        TimeSource time,
        Executor executor,
        Duration callTimeout) {

    /** The services of a client for the engine's own calls, which neither are intercepted nor have a caller. */
    public ClientServices forTheEngine() {
        return new ClientServices(store, node, replay.withoutExtensions(), time, executor, callTimeout);
    }

    /** The start of a run was stored and is committed; those that this node's runs store are told by these. */
    void started(WorkflowExecutionStarted started) {
        replay.extensions().observer().workflowStarted(started.workflowType());
    }

    /** A message was stored for a run, wherever it is. */
    void messageStored(UUID runId) {
        node.runs().ifPresentOrElse(runs -> runs.messagesStored(runId), node::workStored);
    }

    /**
     * Encodes arguments of undeclared types.
     *
     * @param of whose arguments they are, to be named in messages
     */
    List<Payload> encode(String of, @Nullable Object[] arguments) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Type type = argument == null ? Object.class : argument.getClass();
            input.add(replay.payloads().toPayload(argument, type, PayloadUse.argument(i, of)));
        }
        return input;
    }

    /** Encodes the arguments of a method. */
    List<Payload> encode(HandlerMethod method, @Nullable Object[] arguments) {
        String of = method.method().getDeclaringClass().getSimpleName() + "." + method.name();
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            input.add(replay.payloads()
                    .toPayload(arguments[i], method.parameterTypes().get(i), PayloadUse.argument(i, of)));
        }
        return input;
    }

    /** Encodes a value of a memo. */
    Payload encodeFact(String key, Object value) {
        return replay.payloads().toPayload(value, value.getClass(), PayloadUse.part("fact " + key, "the memo"));
    }

    @Nullable
    Object decode(Payload payload, Type type) {
        return type == void.class || type == Void.class
                ? null
                : replay.payloads().fromPayload(payload, type);
    }
}
