package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The handlers of one run's messages: those that its type declares, and those that its code has registered. Confined to the run. */
final class RunHandlers {

    private final WorkflowContract contract;
    private final Map<Kind, Map<String, MessageHandler>> registered = new EnumMap<>(Kind.class);
    private final Map<Kind, Function<String, MessageHandler>> forAnyName = new EnumMap<>(Kind.class);
    private final RunningHandlers running = new RunningHandlers();
    private @Nullable Object workflow;
    private int registrations;

    RunHandlers(WorkflowContract contract) {
        this.contract = contract;
    }

    /** Those that are under way. */
    RunningHandlers running() {
        return running;
    }

    /** From now on there is an instance whose methods can be called. */
    void created(Object instance) {
        workflow = instance;
        registrations++;
    }

    /** Whether there is an instance. */
    boolean areCreated() {
        return workflow != null;
    }

    /** How often handlers have come into being: something may have become deliverable if that has changed. */
    int registrations() {
        return registrations;
    }

    void register(Kind kind, String name, MessageHandler handler) {
        if (declared(kind).containsKey(name)) {
            throw new DurableException(
                    ErrorCode.HANDLER_DECLARED,
                    contract.name() + " declares a handler for '" + name + "' and registers another one.");
        }
        registered.computeIfAbsent(kind, key -> new LinkedHashMap<>()).put(name, handler);
        registrations++;
    }

    /** Registers what makes handlers for names that have none. */
    void registerForAnyName(Kind kind, Function<String, MessageHandler> handlers) {
        forAnyName.put(kind, handlers);
        registrations++;
    }

    /** The handler of the name, or null if there is none. */
    @Nullable
    MessageHandler find(Kind kind, String name) {
        HandlerMethod method = declared(kind).get(name);
        Object instance = workflow;
        if (method != null && instance != null) {
            HandlerMethod validator =
                    kind == Kind.UPDATE ? contract.updateValidators().get(name) : null;
            return MessageHandler.ofMethod(method, validator, instance);
        }
        MessageHandler ofName = registered.getOrDefault(kind, Map.of()).get(name);
        if (ofName != null) {
            return ofName;
        }
        Function<String, MessageHandler> any = forAnyName.get(kind);
        return any == null ? null : any.apply(name);
    }

    /** What there is, for people: {@code [items(): List<String>, item(int): String]}. */
    List<String> signatures(Kind kind) {
        List<String> signatures = new ArrayList<>();
        declared(kind).values().forEach(method -> signatures.add(method.signature()));
        registered.getOrDefault(kind, Map.of()).values().forEach(handler -> signatures.add(handler.signature()));
        return signatures;
    }

    private Map<String, HandlerMethod> declared(Kind kind) {
        return switch (kind) {
            case SIGNAL -> contract.signals();
            case QUERY -> contract.queries();
            case UPDATE -> contract.updates();
            case MAIN -> throw new IllegalArgumentException("The workflow method takes no messages");
        };
    }
}
