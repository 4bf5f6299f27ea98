package dev.durable.engine.definition;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.engine.definition.TypeMethods.TypeMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The annotated methods of a workflow type, checked. */
record WorkflowHandlers(
        HandlerMethod main,
        Map<String, HandlerMethod> signals,
        Map<String, HandlerMethod> queries,
        Map<Signature, ContractHandler> bySignature) {

    static WorkflowHandlers of(Class<?> type) {
        Collector collector = new Collector(type);
        TypeMethods.of(type).forEach(collector::add);
        return collector.finish();
    }

    private static final class Collector {

        private final Class<?> type;
        private final List<HandlerMethod> mains = new ArrayList<>();
        private final Map<String, HandlerMethod> signals = new LinkedHashMap<>();
        private final Map<String, HandlerMethod> queries = new LinkedHashMap<>();
        private final Map<Signature, ContractHandler> bySignature = new HashMap<>();

        Collector(Class<?> type) {
            this.type = type;
        }

        void add(TypeMethod method) {
            WorkflowMethod main = method.annotation(WorkflowMethod.class);
            SignalMethod signal = method.annotation(SignalMethod.class);
            QueryMethod query = method.annotation(QueryMethod.class);
            if (main == null && signal == null && query == null) {
                return;
            }
            requireOne(method, main, signal, query);
            requireCallable(method);
            if (main != null) {
                HandlerMethod handler = method.toHandler(method.method().getName());
                mains.add(handler);
                register(method, new ContractHandler(Kind.MAIN, handler));
            } else if (signal != null) {
                addSignal(method, signal.name());
            } else if (query != null) {
                addQuery(method, query.name());
            }
        }

        private void addSignal(TypeMethod method, String declaredName) {
            HandlerMethod handler = method.toHandler(nameOf(method, declaredName));
            if (handler.resultType() != void.class) {
                throw illegal(
                        method,
                        "is a signal method but returns " + handler.resultType().getTypeName()
                                + "; nobody would receive it.");
            }
            requireFreeName(handler);
            signals.put(handler.name(), handler);
            register(method, new ContractHandler(Kind.SIGNAL, handler));
        }

        private void addQuery(TypeMethod method, String declaredName) {
            HandlerMethod handler = method.toHandler(nameOf(method, declaredName));
            if (handler.resultType() == void.class) {
                throw illegal(method, "is a query method but returns nothing.");
            }
            requireFreeName(handler);
            queries.put(handler.name(), handler);
            register(method, new ContractHandler(Kind.QUERY, handler));
        }

        private void register(TypeMethod method, ContractHandler handler) {
            method.signatures().forEach(signature -> bySignature.put(signature, handler));
        }

        private void requireFreeName(HandlerMethod handler) {
            HandlerMethod other = signals.getOrDefault(handler.name(), queries.get(handler.name()));
            if (other != null) {
                throw new DurableException(
                        ErrorCode.HANDLER_ILLEGAL,
                        "Workflow type " + type.getName() + " has two handlers named '" + handler.name() + "': "
                                + Descriptions.of(other.method()) + " and " + Descriptions.of(handler.method()) + ".");
            }
        }

        private void requireOne(
                TypeMethod method,
                @Nullable WorkflowMethod main,
                @Nullable SignalMethod signal,
                @Nullable QueryMethod query) {
            int kinds = (main == null ? 0 : 1) + (signal == null ? 0 : 1) + (query == null ? 0 : 1);
            if (kinds > 1) {
                throw illegal(method, "carries more than one of @WorkflowMethod, @SignalMethod and @QueryMethod.");
            }
        }

        /** Clients learn which method is meant by overriding it in a stand-in. */
        private void requireCallable(TypeMethod method) {
            if (!method.isStubbable()) {
                throw new DurableException(
                        ErrorCode.TYPE_NOT_STUBBABLE,
                        "Method " + Descriptions.of(method.method()) + " of workflow type " + type.getName()
                                + " is final, private or static, so calls of it cannot be recorded.");
            }
        }

        private DurableException illegal(TypeMethod method, String reason) {
            return new DurableException(
                    ErrorCode.HANDLER_ILLEGAL,
                    "Method " + Descriptions.of(method.method()) + " of workflow type " + type.getName() + " "
                            + reason);
        }

        private static String nameOf(TypeMethod method, String declared) {
            return declared.isEmpty() ? method.method().getName() : declared;
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
            return new WorkflowHandlers(
                    mains.get(0),
                    Collections.unmodifiableMap(signals),
                    Collections.unmodifiableMap(queries),
                    Map.copyOf(bySignature));
        }
    }
}
