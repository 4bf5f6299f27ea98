package dev.durable.autoconfigure.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class EventDeclarationsTests {

    private final EventDeclarations declarations = new EventDeclarations(new DefaultListableBeanFactory());

    @Test
    void aTypeThatListensToNothingHasNoSubscriptions() {
        assertThat(declarations.read(List.of(Silent.class))).isEmpty();
    }

    @Test
    void whatAnEventOfASubtypeMayHaveIsNotComplainedAbout() {
        assertThat(declarations.read(List.of(OfAnInterface.class))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OnAQuery.class,
                OnAHelper.class,
                WithTwoParameters.class,
                WithoutEvents.class,
                WithOtherEvents.class,
                WithTooFewArguments.class,
                WithRequestIdOfAStart.class
            })
    void whatMakesNoSenseIsRefused(Class<?> type) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> declarations.read(List.of(type)))
                .withMessageContaining(type.getName() + ".on")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_LISTENER_ILLEGAL));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                WithUnclosedId.class,
                WithUnknownProperty.class,
                WithUnknownPropertyInACondition.class,
                WithWrongArgument.class
            })
    void anExpressionThatCannotBeEvaluatedIsRefused(Class<?> type) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> declarations.read(List.of(type)))
                .withMessageContaining(type.getName() + ".on")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_EXPRESSION_ILLEGAL));
    }

    record Placed(String id, int total) {}

    interface Happened {}

    @Workflow
    static class Silent {
        @WorkflowMethod
        public void run() {}
    }

    @Workflow
    static class OfAnInterface {
        @WorkflowMethod
        @WorkflowEventListener(id = "#{number}")
        public void on(Happened event) {}
    }

    @Workflow
    static class OnAQuery {
        @QueryMethod
        @WorkflowEventListener(id = "#{id}")
        public int on(Placed event) {
            return 0;
        }
    }

    @Workflow
    static class OnAHelper {
        @WorkflowEventListener(id = "#{id}")
        public void on(Placed event) {}
    }

    @Workflow
    static class WithTwoParameters {
        @WorkflowMethod
        @WorkflowEventListener(id = "#{id}")
        public void on(Placed event, String more) {}
    }

    @Workflow
    static class WithoutEvents {
        @SignalMethod
        @WorkflowEventListener(id = "#{id}")
        public void on() {}
    }

    @Workflow
    static class WithOtherEvents {
        @SignalMethod
        @WorkflowEventListener(id = "#{id}", classes = Happened.class)
        public void on(Placed event) {}
    }

    @Workflow
    static class WithTooFewArguments {
        @SignalMethod
        @WorkflowEventListener(id = "#{id}", classes = Placed.class, arguments = "id")
        public void on(String id, int total) {}
    }

    @Workflow
    static class WithRequestIdOfAStart {
        @WorkflowMethod
        @WorkflowEventListener(id = "#{id}", requestId = "#{id}")
        public void on(Placed event) {}
    }

    @Workflow
    static class WithUnclosedId {
        @WorkflowMethod
        @WorkflowEventListener(id = "order-#{id")
        public void on(Placed event) {}
    }

    @Workflow
    static class WithUnknownProperty {
        @WorkflowMethod
        @WorkflowEventListener(id = "order-#{number}")
        public void on(Placed event) {}
    }

    @Workflow
    static class WithUnknownPropertyInACondition {
        @WorkflowMethod
        @WorkflowEventListener(id = "#{id}", condition = "total > 100 and cheap")
        public void on(Placed event) {}
    }

    @Workflow
    static class WithWrongArgument {
        @WorkflowMethod
        @WorkflowEventListener(id = "#{id}", classes = Placed.class, arguments = "id +")
        public void on(String id) {}
    }
}
