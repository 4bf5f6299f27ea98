package dev.durable.engine.extension;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures the context of threads into headers, and restores it from them. Thread-safe. */
public final class ContextPropagation {

    /** Propagates nothing; headers are passed on as they are. */
    public static final ContextPropagation NONE = new ContextPropagation(List.of());

    private static final Logger log = LoggerFactory.getLogger(ContextPropagation.class);

    private static final ContextScope NOTHING = () -> {};

    private final List<ContextPropagator<?>> propagators;

    /**
     * Propagation by the propagators.
     *
     * @throws DurableException {@code DUR-1060} if two have the same name
     */
    public ContextPropagation(List<? extends ContextPropagator<?>> propagators) {
        this.propagators = List.copyOf(propagators);
        Set<String> names = new HashSet<>();
        for (ContextPropagator<?> propagator : propagators) {
            if (propagator.name().isBlank() || !names.add(propagator.name())) {
                throw new DurableException(
                        ErrorCode.CONTEXT_NAME_AMBIGUOUS,
                        "The name '" + propagator.name() + "' of context propagator "
                                + propagator.getClass().getName() + " is blank or taken.");
            }
        }
    }

    /** Whether nothing is propagated. */
    public boolean isNone() {
        return propagators.isEmpty();
    }

    /**
     * The header of a call that the current thread makes.
     *
     * @param inherited the header of what the thread executes: entries of which no propagator knows are passed on
     */
    public Map<String, Payload> capture(Map<String, Payload> inherited, Encoding encoding) {
        if (propagators.isEmpty()) {
            return inherited;
        }
        Map<String, Payload> header = new HashMap<>(inherited);
        for (ContextPropagator<?> propagator : propagators) {
            put(propagator.capture(), propagator, header, encoding);
        }
        return Map.copyOf(header);
    }

    /** The header of a run that nobody calls. What cannot be had is left out: no schedule may stand still for that. */
    public Map<String, Payload> originate(String workflowType, String workflowId, Encoding encoding) {
        Map<String, Payload> header = new HashMap<>();
        for (ContextPropagator<?> propagator : propagators) {
            // what cannot be encoded just now, as without a key, is another matter: the start is tried again
            put(originated(propagator, workflowType, workflowId), propagator, header, encoding);
        }
        return Map.copyOf(header);
    }

    private static @Nullable Object originated(
            ContextPropagator<?> propagator, String workflowType, String workflowId) {
        try {
            return propagator.originate(workflowType, workflowId);
        } catch (RuntimeException e) {
            log.error(
                    "Workflow '{}' ({}) is started without the context '{}', for which {} has failed",
                    workflowId,
                    workflowType,
                    propagator.name(),
                    propagator.getClass().getName(),
                    e);
            return null;
        }
    }

    private static void put(
            @Nullable Object value, ContextPropagator<?> propagator, Map<String, Payload> header, Encoding encoding) {
        if (value == null) {
            header.remove(propagator.name());
        } else {
            header.put(
                    propagator.name(),
                    encoding.encode(
                            value, propagator.type(), PayloadUse.part("context " + propagator.name(), "the header")));
        }
    }

    /** Puts what came with a header in force on the current thread. The scope never throws: what the code has done counts. */
    public ContextScope restore(Map<String, Payload> header, Decoding decoding) {
        if (propagators.isEmpty()) {
            return NOTHING;
        }
        List<ContextScope> scopes = new ArrayList<>(propagators.size());
        try {
            for (ContextPropagator<?> propagator : propagators) {
                scopes.add(restore(propagator, header.get(propagator.name()), decoding));
            }
        } catch (Throwable e) {
            close(scopes);
            throw e;
        }
        return () -> close(scopes);
    }

    /** Decodes what propagators would restore; whatever that throws, so does this. */
    public void requireDecodable(Map<String, Payload> header, Decoding decoding) {
        for (ContextPropagator<?> propagator : propagators) {
            Payload payload = header.get(propagator.name());
            if (payload != null) {
                decoding.decode(payload, propagator.type());
            }
        }
    }

    @SuppressWarnings("unchecked") // decoded as the type that the propagator names
    private static <C> ContextScope restore(
            ContextPropagator<C> propagator, @Nullable Payload payload, Decoding decoding) {
        return propagator.restore(payload == null ? null : (C) decoding.decode(payload, propagator.type()));
    }

    /** Closes all scopes, the last one first, whatever some of them throw. */
    private void close(List<ContextScope> scopes) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            try {
                scopes.get(i).close();
            } catch (Throwable e) {
                log.warn(
                        "Context propagator '{}' failed to put back what was there before; threads may keep the context",
                        propagators.get(i).name(),
                        e);
            }
        }
    }

    /** Encodes a captured value. */
    @FunctionalInterface
    public interface Encoding {

        /** Encodes it as the type. */
        Payload encode(@Nullable Object value, Type type, PayloadUse use);
    }

    /** Decodes a value that came along. */
    @FunctionalInterface
    public interface Decoding {

        /** Decodes it as the type. */
        @Nullable
        Object decode(Payload payload, Type type);
    }
}
