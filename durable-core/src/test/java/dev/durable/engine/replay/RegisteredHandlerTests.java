package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.EncodedArguments;
import dev.durable.payload.Payload;
import dev.durable.workflow.AnyUpdateHandler;
import dev.durable.workflow.UpdateHandler;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredHandlerTests {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    private TestRun run;

    @BeforeEach
    void start() {
        run = fixture.run(Dynamic.class);
        run.start();
    }

    @Test
    void signalGoesToTheHandlerOfItsName() {
        run.signal("typed", 3);
        run.signal("encoded", "a", 2);

        assertThat(log()).containsExactly("typed 3", "encoded a 2");
    }

    @Test
    void handlerThatIsRegisteredLaterTakesWhatComesThen() {
        assertThat(run.instance().whyUndeliverable(signal("late"))).hasMessageContaining("DUR-3006");
        int registrations = run.instance().handlerRegistrations();

        run.signal("learn", "late");

        assertThat(run.instance().handlerRegistrations()).isGreaterThan(registrations);
        assertThat(run.instance().whyUndeliverable(signal("late"))).isNull();
        run.signal("late");
        assertThat(log()).containsExactly("learned late()");
        assertThat(run.evict().instance().whyUndeliverable(signal("late"))).isNull();
    }

    @Test
    void latestRegistrationCounts() {
        run.signal("learn", "late");
        run.signal("learnAll");
        run.signal("late");
        run.signal("other", 1);
        run.signal("forget", "late");
        run.signal("late");

        assertThat(log()).containsExactly("learned late()", "any other(1)", "forgotten");
    }

    @Test
    void handlerMayBlock() {
        assertThat(run.signal("slow")).containsExactly("timer PT1S");
        assertThat(run.instance().runningHandlers()).containsExactly("slow");
        run.fire(3);

        assertThat(log()).containsExactly("slow");
    }

    @Test
    void argumentsOfTypedHandlersAreChecked() {
        assertThat(run.instance().whyUndeliverable(signal("typed"))).hasMessageContaining("typed(Integer) takes 1");
        assertThat(run.instance().whyUndeliverable(signal("typed", "\"many\"")))
                .hasMessageContaining("do not fit Dynamic.typed(Integer)");
        assertThat(run.instance().whyUndeliverable(signal("encoded", "\"many\"")))
                .isNull();
    }

    @Test
    void queriesAreAnswered() {
        run.signal("typed", 3);

        assertThat(run.query("line", String.class, 0)).isEqualTo("typed 3");
        assertThat(run.query("whatever", String.class, 0)).isEqualTo("whatever(1)");
        assertThatThrownBy(() -> run.query("line", String.class, 7))
                .hasMessageContaining("DUR-2006")
                .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void updatesAreValidatedAndCarriedOut() {
        assertThat(run.instance().whyRejected(update("append", "\"\""))).isNotNull();
        assertThat(run.instance().whyRejected(update("append", "\"x\""))).isNull();
        assertThat(run.instance().whyRejected(update("noSuchThing"))).isNotNull();
        assertThat(run.instance().whyRejected(update("any"))).isNull();

        assertThat(run.update("u1", "append", "x")).containsExactly("update 2 completed: 1");
        assertThat(run.update("u2", "any", "x")).containsExactly("update 4 completed: \"any(1)\"");
    }

    @Test
    void declaredHandlerIsNotReplaced() {
        assertThatThrownBy(() -> run.signal("learn", "learn"))
                .isInstanceOf(WorkflowCodeException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HANDLER_DECLARED));
    }

    @Test
    void queryRegistersNothing() {
        assertThatThrownBy(() -> run.query("registering", String.class))
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READ_ONLY_VIOLATION));
    }

    @SuppressWarnings("unchecked")
    private List<String> log() {
        return run.query("log", List.class);
    }

    private static WorkflowExecutionSignaled signal(String name, String... input) {
        return new WorkflowExecutionSignaled(0, NOW, name, payloads(input));
    }

    private static WorkflowExecutionUpdateAccepted update(String name, String... input) {
        return new WorkflowExecutionUpdateAccepted(0, NOW, "update", name, payloads(input), Map.of());
    }

    private static List<Payload> payloads(String... input) {
        return List.of(input).stream().map(Payload::json).toList();
    }

    @Workflow
    static class Dynamic {

        private final WorkflowContext workflow;
        private final List<String> log = new ArrayList<>();

        Dynamic(WorkflowContext workflow) {
            this.workflow = workflow;
            workflow.onSignal("typed", Integer.class, number -> log.add("typed " + number));
            workflow.onSignal(
                    "encoded",
                    arguments -> log.add(
                            "encoded " + arguments.get(0, String.class) + " " + arguments.get(1, Integer.class)));
        }

        @WorkflowMethod
        public void run() {
            workflow.onSignal("slow", arguments -> {
                workflow.sleep(Duration.ofSeconds(1));
                log.add("slow");
            });
            workflow.onQuery("log", arguments -> log);
            workflow.onQuery("line", arguments -> log.get(arguments.get(0, Integer.class)));
            workflow.onQuery("registering", arguments -> {
                workflow.onSignal("registered", ignored -> {});
                return "done";
            });
            workflow.onQuery(Dynamic::describe);
            workflow.onUpdate("append", new Appending());
            workflow.onUpdate(new Anything());
            workflow.await(() -> false);
        }

        @SignalMethod
        public void learn(String name) {
            workflow.onSignal(name, arguments -> log.add("learned " + name + "()"));
        }

        @SignalMethod
        public void learnAll() {
            workflow.onSignal((name, arguments) -> log.add("any " + describe(name, arguments)));
        }

        @SignalMethod
        public void forget(String name) {
            workflow.onSignal(name, arguments -> log.add("forgotten"));
        }

        private static String describe(String name, EncodedArguments arguments) {
            return name + "(" + arguments.size() + ")";
        }

        private final class Appending implements UpdateHandler {

            @Override
            public Object handle(EncodedArguments arguments) {
                log.add(arguments.get(0, String.class));
                return log.size();
            }

            @Override
            public void validate(EncodedArguments arguments) {
                if (arguments.get(0, String.class).isEmpty()) {
                    throw new IllegalArgumentException("nothing to append");
                }
            }
        }

        private static final class Anything implements AnyUpdateHandler {

            @Override
            public Object handle(String updateName, EncodedArguments arguments) {
                return describe(updateName, arguments);
            }

            @Override
            public void validate(String updateName, EncodedArguments arguments) {
                if (updateName.startsWith("no")) {
                    throw new IllegalArgumentException(updateName);
                }
            }
        }
    }
}
