package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.hidden.HiddenTypes;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRecorderTests {

    private final CallRecorder recorder = new CallRecorder();

    @Test
    void takesDownMethodAndArgumentsWithoutRunningAnything() {
        RecordedCall call = recorder.record(Target.class, target -> target.run("a", 2, null));

        assertThat(call.method().getName()).isEqualTo("run");
        assertThat(call.arguments()).containsExactly("a", 2, null);
    }

    @Test
    void callWithoutArguments() {
        assertThat(recorder.record(Target.class, Target::query).arguments()).isEmpty();
    }

    @Test
    void primitiveResultsAreReplaced() {
        Consumer<Target> call = target -> {
            boolean ignored = target.query();
        };
        assertThat(recorder.record(Target.class, call).method().getName()).isEqualTo("query");
        assertThat(recorder.record(Target.class, Target::number).method().getName())
                .isEqualTo("number");
    }

    @Test
    void packagePrivateTypesWorkWithTheirContracts() {
        RecordedCall main = HiddenTypes.recordMain(recorder);
        RecordedCall signal = HiddenTypes.recordSignal(recorder);
        RecordedCall query = HiddenTypes.recordQuery(recorder);

        assertThat(main.arguments()).containsExactly("input");
        assertThat(handler(main)).isEqualTo("MAIN run");
        assertThat(handler(signal)).isEqualTo("SIGNAL poke");
        assertThat(query.method().getName()).isEqualTo("count");
    }

    @Test
    void callsOfInheritedGenericMethodsLeadToTheirHandlers() {
        WorkflowContract contract = WorkflowContract.of(WorkflowContractTests.GenericWorkflow.class);

        RecordedCall direct =
                recorder.record(WorkflowContractTests.GenericWorkflow.class, workflow -> workflow.run(List.of(1)));
        RecordedCall byBridge = recorder.record(
                WorkflowContractTests.GenericWorkflow.class,
                workflow -> ((WorkflowContractTests.Generic<List<Integer>, ?>) workflow).run(List.of(1)));
        RecordedCall inherited = recorder.record(
                WorkflowContractTests.GenericWorkflow.class, workflow -> workflow.send(1, new Integer[0]));

        assertThat(contract.handlerOf(direct.method())).isPresent();
        assertThat(contract.handlerOf(byBridge.method())).isPresent();
        assertThat(contract.handlerOf(inherited.method())).isPresent();
    }

    @Test
    void callsThroughInterfaceLeadToItsHandlers() {
        WorkflowContract contract = WorkflowContract.of(WorkflowContractTests.Refund.class);

        RecordedCall main = recorder.record(WorkflowContractTests.Refund.class, refund -> refund.refund("1"));
        RecordedCall byDefaultMethod =
                recorder.record(WorkflowContractTests.Refund.class, WorkflowContractTests.Refund::stop);

        assertThat(contract.handlerOf(main.method())).isPresent();
        assertThat(contract.handlerOf(byDefaultMethod.method())).isPresent();
    }

    @Test
    void noCallOrSeveralAreRefused() {
        assertIllegal(target -> {}, "called no method");
        assertIllegal(
                target -> {
                    target.query();
                    target.number();
                },
                "called 2 methods: [query, number]");
        assertIllegal(Target::finalMethod, "called no method");
        assertIllegal(Object::toString, "called no method");
    }

    @Test
    void lambdaThatFailsIsRefusedWithTheCause() {
        assertThatThrownBy(() ->
                        recorder.record(Target.class, target -> target.text().length()))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STUB_CALL_ILLEGAL))
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void finalTypesAreRefused() {
        assertThatThrownBy(() -> recorder.record(Final.class, Final::run))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_NOT_STUBBABLE))
                .hasMessageContaining("is final");
        assertThatThrownBy(() -> recorder.record(Sealed.class, Sealed::run)).hasMessageContaining("is sealed");
    }

    @Test
    void typeOfAModuleThatIsClosedToUsIsStubbedAllTheSame() {
        assertThat(recorder.record(Runnable.class, Runnable::run).method().getName())
                .isEqualTo("run");
    }

    @Test
    void oneRecorderServesManyThreads() {
        ConcurrentLinkedQueue<Object> arguments = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 200)
                .parallel()
                .forEach(i -> arguments.add(new CallAndCount(
                                recorder.record(Target.class, target -> target.run("t", i, null)), i)
                        .isConsistent()));

        assertThat(arguments).hasSize(200).containsOnly(true);
    }

    private record CallAndCount(RecordedCall call, int expected) {
        boolean isConsistent() {
            return call.arguments()[1].equals(expected);
        }
    }

    private void assertIllegal(Consumer<Target> call, String reason) {
        assertThatThrownBy(() -> recorder.record(Target.class, call))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STUB_CALL_ILLEGAL))
                .hasMessageContaining(reason);
    }

    private static String handler(RecordedCall call) {
        ContractHandler handler = WorkflowContract.of(call.method().getDeclaringClass())
                .handlerOf(call.method())
                .orElseThrow();
        return handler.kind() + " " + handler.method().name();
    }

    static class Target {

        private final List<String> state = List.of();

        Target(String argument) {
            throw new AssertionError("no constructor may run, not even for " + argument);
        }

        String run(String a, int b, Object c) {
            throw new AssertionError();
        }

        boolean query() {
            return state.isEmpty();
        }

        protected double number() {
            return state.size();
        }

        String text() {
            return state.get(0);
        }

        final void finalMethod() {}
    }

    static final class Final {
        void run() {}
    }

    sealed interface Sealed {
        void run();

        record Only() implements Sealed {
            @Override
            public void run() {}
        }
    }
}
