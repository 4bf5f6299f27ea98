package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowContractTests {

    @Test
    void classTellsNameQueueAndHandlers() {
        WorkflowContract contract = WorkflowContract.of(Order.class);

        assertThat(contract.name()).isEqualTo("Order");
        assertThat(contract.taskQueue()).isNull();
        assertThat(contract.main().method().getName()).isEqualTo("fulfil");
        assertThat(contract.main().resultType()).isEqualTo(String.class);
        assertThat(contract.signals()).containsOnlyKeys("cancel", "add-lines");
        assertThat(contract.signals().get("cancel").resultType()).isEqualTo(void.class);
        assertThat(contract.signals().get("add-lines").parameterTypes().get(0))
                .hasToString("java.util.List<java.lang.String>");
        assertThat(contract.queries()).containsOnlyKeys("status");
    }

    @Test
    void annotationNamesTypeAndQueue() {
        WorkflowContract contract = WorkflowContract.of(Named.class);

        assertThat(contract.name()).isEqualTo("orders/v1");
        assertThat(contract.taskQueue()).isEqualTo("slow");
    }

    @Test
    void implementationHasTheContractOfItsInterface() {
        WorkflowContract ofInterface = WorkflowContract.of(Refund.class);
        WorkflowContract ofClass = WorkflowContract.of(RefundWorkflow.class);

        assertThat(ofInterface.name()).isEqualTo("Refund");
        assertThat(ofClass.name()).isEqualTo("Refund");
        assertThat(ofClass.type()).isEqualTo(RefundWorkflow.class);
        assertThat(ofInterface.queries()).containsOnlyKeys("inherited");
        assertThat(ofClass.queries()).containsOnlyKeys("inherited", "more");
        assertThat(ofClass.signals()).containsOnlyKeys("stop");
    }

    @Test
    void typeVariablesOfSupertypesAreFilledIn() {
        WorkflowContract contract = WorkflowContract.of(GenericWorkflow.class);

        assertThat(contract.main().parameterTypes().get(0)).hasToString("java.util.List<java.lang.Integer>");
        assertThat(contract.main().resultType())
                .hasToString("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
        assertThat(contract.signals().get("send").parameterTypes()).containsExactly(Integer.class, Integer[].class);
    }

    @Test
    void handlerIsFoundByEachMethodThatStandsForIt() throws Exception {
        WorkflowContract contract = WorkflowContract.of(GenericWorkflow.class);

        List<Method> declarations = Arrays.stream(GenericWorkflow.class.getMethods())
                .filter(method -> method.getName().equals("run"))
                .toList();
        assertThat(declarations)
                .hasSizeGreaterThan(1)
                .allSatisfy(method -> assertThat(contract.handlerOf(method))
                        .hasValueSatisfying(
                                handler -> assertThat(handler.kind()).isEqualTo(Kind.MAIN)));
        assertThat(contract.handlerOf(Generic.class.getMethod("run", Object.class)))
                .isPresent();
        assertThat(contract.handlerOf(Object.class.getMethod("toString"))).isEmpty();
    }

    @Test
    void handlerOfTellsTheKind() throws Exception {
        WorkflowContract contract = WorkflowContract.of(Order.class);

        assertThat(contract.handlerOf(Order.class.getDeclaredMethod("cancel", String.class)))
                .hasValueSatisfying(handler -> {
                    assertThat(handler.kind()).isEqualTo(Kind.SIGNAL);
                    assertThat(handler.method().name()).isEqualTo("cancel");
                });
        assertThat(contract.handlerOf(Order.class.getDeclaredMethod("status")))
                .hasValueSatisfying(handler -> assertThat(handler.kind()).isEqualTo(Kind.QUERY));
        assertThat(contract.handlerOf(Order.class.getDeclaredMethod("helper"))).isEmpty();
    }

    @Test
    void contractsAreRemembered() {
        WorkflowContracts contracts = new WorkflowContracts();

        assertThat(contracts.of(Order.class)).isSameAs(contracts.of(Order.class));
    }

    @Test
    void typeWithoutAnnotationIsNoWorkflow() {
        assertFails(String.class, ErrorCode.TYPE_NOT_ANNOTATED, "java.lang.String");
    }

    @Test
    void workflowMethodMustBeUnique() {
        assertFails(NoMain.class, ErrorCode.WORKFLOW_METHOD_NOT_UNIQUE, "NoMain has no method");
        assertFails(TwoMains.class, ErrorCode.WORKFLOW_METHOD_NOT_UNIQUE, "first()", "second()");
    }

    @Test
    void handlersMustBeDeclaredRightly() {
        assertFails(TalkingSignal.class, ErrorCode.HANDLER_ILLEGAL, "signal(String)", "returns java.lang.String");
        assertFails(SilentQuery.class, ErrorCode.HANDLER_ILLEGAL, "query()", "returns nothing");
        assertFails(SameSignalTwice.class, ErrorCode.HANDLER_ILLEGAL, "two handlers named 'signal'");
        assertFails(SignalAndQuery.class, ErrorCode.HANDLER_ILLEGAL, "two handlers named 'x'");
        assertFails(TwoKinds.class, ErrorCode.HANDLER_ILLEGAL, "more than one of");
    }

    @Test
    void handlersMustBeStubbable() {
        assertFails(FinalMain.class, ErrorCode.TYPE_NOT_STUBBABLE, "FinalMain.run()");
        assertFails(PrivateSignal.class, ErrorCode.TYPE_NOT_STUBBABLE, "PrivateSignal.poke()");
        assertFails(StaticQuery.class, ErrorCode.TYPE_NOT_STUBBABLE, "StaticQuery.count()");
    }

    @Test
    void classBelongsToOneWorkflowType() {
        assertFails(TwoWorkflows.class, ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE, "Refund", "Other");
        assertFails(AnnotatedTwice.class, ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE, "AnnotatedTwice", "Refund");
    }

    private static void assertFails(Class<?> type, ErrorCode code, String... parts) {
        assertThatThrownBy(() -> WorkflowContract.of(type))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }

    @Workflow
    static class Order {
        @WorkflowMethod
        String fulfil(String id) {
            return id;
        }

        @SignalMethod
        void cancel(String reason) {}

        @SignalMethod(name = "add-lines")
        void addLines(List<String> lines) {}

        @QueryMethod
        int status() {
            return 0;
        }

        void helper() {}
    }

    @Workflow(name = "orders/v1", taskQueue = "slow")
    static class Named {
        @WorkflowMethod
        void run() {}
    }

    interface Inherited {
        @QueryMethod
        String inherited();
    }

    @Workflow
    interface Refund extends Inherited {
        @WorkflowMethod
        Object refund(String id);

        @SignalMethod
        default void stop() {}
    }

    static class RefundWorkflow implements Refund {
        @Override
        public String refund(String id) {
            return id;
        }

        @Override
        public String inherited() {
            return "";
        }

        @QueryMethod
        public String more() {
            return "";
        }
    }

    interface Generic<I, O> {
        @WorkflowMethod
        O run(I input);
    }

    abstract static class Base<T, S extends List<T>> implements Generic<S, Map<String, S>> {
        @SignalMethod
        public void send(T one, T[] several) {}
    }

    @Workflow
    static class GenericWorkflow extends Base<Integer, List<Integer>> {
        @Override
        public Map<String, List<Integer>> run(List<Integer> input) {
            return Map.of();
        }
    }

    @Workflow
    static class NoMain {}

    @Workflow
    static class TwoMains {
        @WorkflowMethod
        void first() {}

        @WorkflowMethod
        void second() {}
    }

    abstract static class WithMain {
        @WorkflowMethod
        void run() {}
    }

    @Workflow
    static class TalkingSignal extends WithMain {
        @SignalMethod
        String signal(String text) {
            return text;
        }
    }

    @Workflow
    static class SilentQuery extends WithMain {
        @QueryMethod
        void query() {}
    }

    @Workflow
    static class SameSignalTwice extends WithMain {
        @SignalMethod
        void signal(String text) {}

        @SignalMethod
        void signal(int number) {}
    }

    @Workflow
    static class SignalAndQuery extends WithMain {
        @SignalMethod
        void x() {}

        @QueryMethod(name = "x")
        int y() {
            return 0;
        }
    }

    @Workflow
    static class TwoKinds extends WithMain {
        @SignalMethod
        @QueryMethod
        int x() {
            return 0;
        }
    }

    @Workflow
    static class FinalMain {
        @WorkflowMethod
        final void run() {}
    }

    @Workflow
    static class PrivateSignal extends WithMain {
        @SignalMethod
        private void poke() {}
    }

    @Workflow
    static class StaticQuery extends WithMain {
        @QueryMethod
        static int count() {
            return 0;
        }
    }

    @Workflow
    interface Other {}

    abstract static class TwoWorkflows implements Refund, Other {}

    @Workflow
    abstract static class AnnotatedTwice implements Refund {}
}
