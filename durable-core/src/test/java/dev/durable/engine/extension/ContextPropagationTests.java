package dev.durable.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several propagators side by side, and what happens if one of them fails. */
class ContextPropagationTests {

    private final JacksonPayloadConverter payloads = new JacksonPayloadConverter();
    private final List<String> calls = new ArrayList<>();

    @Test
    void entriesOfOthersArePassedOnAndOwnOnesAreWhatIsThereNow() {
        ContextPropagation contexts =
                new ContextPropagation(List.of(new Recording("a", "new"), new Recording("b", null)));

        Map<String, Payload> header = contexts.capture(
                Map.of("a", text("old"), "b", text("old"), "other", text("kept")), payloads::toPayload);

        assertThat(header).isEqualTo(Map.of("a", text("new"), "other", text("kept")));
    }

    @Test
    void runThatNobodyCallsGetsWhatPropagatorsGiveIt() {
        Recording generous = new Recording("a", "of a thread") {
            @Override
            public String originate(String workflowType, String workflowId) {
                return workflowType + " " + workflowId;
            }
        };
        ContextPropagation contexts = new ContextPropagation(List.of(generous, new Recording("b", "of a thread, too")));

        assertThat(contexts.originate("Order", "order-1", payloads::toPayload))
                .isEqualTo(Map.of("a", text("Order order-1")));
    }

    @Test
    void runThatNobodyCallsBeginsWithoutWhatAPropagatorFailsToGive() {
        Recording broken = new Recording("a", "of a thread") {
            @Override
            public String originate(String workflowType, String workflowId) {
                throw new IllegalStateException("The directory of users is away");
            }
        };
        Recording generous = new Recording("b", "of a thread") {
            @Override
            public String originate(String workflowType, String workflowId) {
                return "given";
            }
        };
        ContextPropagation contexts = new ContextPropagation(List.of(broken, generous));

        assertThat(contexts.originate("Order", "order-1", payloads::toPayload)).isEqualTo(Map.of("b", text("given")));
    }

    @Test
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    void scopesAreClosedInTheOppositeOrder() {
        ContextPropagation contexts =
                new ContextPropagation(List.of(new Recording("a", null), new Recording("b", null)));

        try (ContextScope scope = contexts.restore(Map.of("b", text("x")), payloads::fromPayload)) {
            calls.add("code");
        }

        assertThat(calls).containsExactly("restore a null", "restore b x", "code", "close b", "close a");
    }

    @Test
    void scopesThatWereOpenedAreClosedIfAnotherCannotBe() {
        ContextPropagation contexts =
                new ContextPropagation(List.of(new Recording("a", null), new Recording("b", null)));

        assertThatThrownBy(() -> contexts.restore(Map.of("b", text("broken")), payloads::fromPayload))
                .hasMessage("b cannot be restored");
        assertThat(calls).containsExactly("restore a null", "close a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sticky", "worse than sticky"})
    void scopeThatCannotBeClosedNeitherKeepsOthersOpenNorChangesWhatTheCodeHasDone(String context) {
        ContextPropagation contexts =
                new ContextPropagation(List.of(new Recording("a", null), new Recording("b", null)));
        ContextScope scope = contexts.restore(Map.of("b", text(context)), payloads::fromPayload);

        assertThatCode(scope::close).doesNotThrowAnyException();
        assertThat(calls).endsWith("close a");
    }

    @Test
    void scopesAreClosedAlsoIfOneOfThemCannotBeAndAnotherWasNotOpened() {
        ContextPropagation contexts = new ContextPropagation(
                List.of(new Recording("a", null), new Recording("b", null), new Recording("c", null)));

        assertThatThrownBy(() -> contexts.restore(
                        Map.of("b", text("worse than sticky"), "c", text("broken")), payloads::fromPayload))
                .hasMessage("c cannot be restored");
        assertThat(calls).endsWith("close a");
    }

    private Payload text(String value) {
        return payloads.toPayload(value);
    }

    private class Recording implements ContextPropagator<String> {

        private final String name;
        private final String current;

        Recording(String name, String current) {
            this.name = name;
            this.current = current;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Type type() {
            return String.class;
        }

        @Override
        public String capture() {
            return current;
        }

        @Override
        public ContextScope restore(String context) {
            if ("broken".equals(context)) {
                throw new IllegalStateException(name + " cannot be restored");
            }
            calls.add("restore " + name + " " + context);
            return () -> {
                if ("sticky".equals(context)) {
                    throw new IllegalStateException(name + " cannot be closed");
                }
                if ("worse than sticky".equals(context)) {
                    throw new AssertionError(name + " cannot be closed");
                }
                calls.add("close " + name);
            };
        }
    }
}
