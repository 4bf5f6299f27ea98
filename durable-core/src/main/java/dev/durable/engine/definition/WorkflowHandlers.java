package dev.durable.engine.definition;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UnfinishedPolicy;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.engine.definition.TypeMethods.TypeMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The annotated methods of a workflow type, checked.
 *
 * @param main the method that runs the workflow
 * @param byKind signal, query and update methods by name
 * @param validators validators by name of the update
 * @param abandonable names of the handlers that may be cut off without a warning
 * @param bySignature what callers may mean by a method
 */
record WorkflowHandlers(
        HandlerMethod main,
        Map<Kind, Map<String, HandlerMethod>> byKind,
        Map<String, HandlerMethod> validators,
        Set<String> abandonable,
        Map<Signature, ContractHandler> bySignature) {

    static WorkflowHandlers of(Class<?> type) {
        Collector collector = new Collector(type);
        TypeMethods.of(type).forEach(collector::add);
        return collector.finish();
    }

    /** The methods of a kind by name. */
    Map<String, HandlerMethod> of(Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    private static final class Collector {

        private final Class<?> type;
        private final List<HandlerMethod> mains = new ArrayList<>();
        private final Map<Kind, Map<String, HandlerMethod>> byKind = new EnumMap<>(Kind.class);
        private final Map<String, TypeMethod> validators = new LinkedHashMap<>();
        private final Set<String> abandonable = new HashSet<>();
        private final Map<Signature, ContractHandler> bySignature = new HashMap<>();

        Collector(Class<?> type) {
            this.type = type;
            Stream.of(Kind.SIGNAL, Kind.QUERY, Kind.UPDATE).forEach(kind -> byKind.put(kind, new LinkedHashMap<>()));
        }

        void add(TypeMethod method) {
            WorkflowMethod main = method.annotation(WorkflowMethod.class);
            SignalMethod signal = method.annotation(SignalMethod.class);
            QueryMethod query = method.annotation(QueryMethod.class);
            UpdateMethod update = method.annotation(UpdateMethod.class);
            UpdateValidatorMethod validator = method.annotation(UpdateValidatorMethod.class);
            long kinds = Stream.of(main != null, signal != null, query != null, update != null, validator != null)
                    .filter(present -> present)
                    .count();
            if (kinds > 1) {
                throw illegal(
                        method,
                        "carries more than one of @WorkflowMethod, @SignalMethod, @QueryMethod, @UpdateMethod and"
                                + " @UpdateValidatorMethod.");
            }
            if (main != null) {
                HandlerMethod handler = method.toHandler(method.method().getName());
                mains.add(handler);
                register(method, new ContractHandler(Kind.MAIN, handler));
            } else if (signal != null) {
                addSignal(method, signal);
            } else if (query != null) {
                addQuery(method, query);
            } else if (update != null) {
                addHandler(method, Kind.UPDATE, update.name(), update.unfinishedPolicy());
            } else if (validator != null) {
                addValidator(method, validator.updateName());
            }
        }

        private void addSignal(TypeMethod method, SignalMethod signal) {
            if (method.resultType() != void.class) {
                throw illegal(
                        method,
                        "is a signal method but returns " + method.resultType().getTypeName()
                                + "; nobody would receive it.");
            }
            addHandler(method, Kind.SIGNAL, signal.name(), signal.unfinishedPolicy());
        }

        private void addQuery(TypeMethod method, QueryMethod query) {
            if (method.resultType() == void.class) {
                throw illegal(method, "is a query method but returns nothing.");
            }
            addHandler(method, Kind.QUERY, query.name(), UnfinishedPolicy.WARN_AND_ABANDON);
        }

        private void addHandler(TypeMethod method, Kind kind, String declaredName, UnfinishedPolicy unfinished) {
            HandlerMethod handler =
                    method.toHandler(declaredName.isEmpty() ? method.method().getName() : declaredName);
            byKind.values().forEach(handlers -> requireFreeName(handler, handlers));
            byKind.getOrDefault(kind, Map.of()).put(handler.name(), handler);
            if (unfinished == UnfinishedPolicy.ABANDON) {
                abandonable.add(handler.name());
            }
            register(method, new ContractHandler(kind, handler));
        }

        private void addValidator(TypeMethod method, String updateName) {
            if (method.resultType() != void.class) {
                throw illegal(method, "is a validator but returns something; it throws what rejects the update.");
            }
            if (validators.put(updateName, method) != null) {
                throw illegal(method, "is the second validator of the update '" + updateName + "'.");
            }
        }

        /** Clients learn which method is meant by overriding it in a stand-in. */
        private void register(TypeMethod method, ContractHandler handler) {
            if (!method.isStubbable()) {
                throw new DurableException(
                        ErrorCode.TYPE_NOT_STUBBABLE,
                        "Method " + Descriptions.of(method.method()) + " of workflow type " + type.getName()
                                + " is final, private or static, so calls of it cannot be recorded.");
            }
            method.signatures().forEach(signature -> bySignature.put(signature, handler));
        }

        private void requireFreeName(HandlerMethod handler, Map<String, HandlerMethod> handlers) {
            HandlerMethod other = handlers.get(handler.name());
            if (other != null) {
                throw new DurableException(
                        ErrorCode.HANDLER_ILLEGAL,
                        "Workflow type " + type.getName() + " has two handlers named '" + handler.name() + "': "
                                + Descriptions.of(other.method()) + " and " + Descriptions.of(handler.method()) + ".");
            }
        }

        private DurableException illegal(TypeMethod method, String reason) {
            return new DurableException(
                    ErrorCode.HANDLER_ILLEGAL,
                    "Method " + Descriptions.of(method.method()) + " of workflow type " + type.getName() + " "
                            + reason);
        }

        WorkflowHandlers finish() {
            if (mains.size() != 1) {
                throw new DurableException(
                        ErrorCode.WORKFLOW_METHOD_NOT_UNIQUE,
                        mains.isEmpty()
                                ? "Workflow type " + type.getName() + " has no method with @WorkflowMethod."
                                : "Workflow type " + type.getName() + " has several methods with @WorkflowMethod: "
                                        + mains.stream()
                                                .map(main -> Descriptions.of(main.method()))
                                                .toList()
                                        + ".");
            }
            byKind.replaceAll((kind, handlers) -> Collections.unmodifiableMap(handlers));
            return new WorkflowHandlers(
                    mains.get(0), byKind, checkedValidators(), Set.copyOf(abandonable), Map.copyOf(bySignature));
        }

        private Map<String, HandlerMethod> checkedValidators() {
            Map<String, HandlerMethod> checked = new HashMap<>();
            Map<String, HandlerMethod> updates = byKind.getOrDefault(Kind.UPDATE, Map.of());
            validators.forEach((name, method) -> {
                HandlerMethod update = updates.get(name);
                if (update == null) {
                    throw illegal(
                            method,
                            "validates the update '" + name + "', but the updates are " + updates.keySet() + ".");
                }
                if (!update.parameterTypes().equals(method.parameterTypes())) {
                    throw illegal(
                            method, "takes other parameters than the update that it validates, " + update.signature());
                }
                checked.put(name, method.toHandler(name));
            });
            return Map.copyOf(checked);
        }
    }
}
