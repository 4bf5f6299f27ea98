package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Starts by name, with arguments that the workflow method may or may not take. */
class StartArgumentsTests {

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void tooManyOrTooFewAreRefused() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();

        for (Object[] arguments : new Object[][] {{}, {"Ada"}, {"Ada", "PT1S", List.of(), 4}}) {
            DurableException refusal = refusal(engine, arguments);

            assertThat(refusal.code()).isEqualTo(ErrorCode.START_ARGUMENTS_ILLEGAL);
            assertThat(refusal.what())
                    .isEqualTo("The arguments do not fit Nap.run(String, Duration, List<Integer>): String: it takes 3"
                            + " arguments but got " + arguments.length + ".");
        }
        assertThat(engines.allRuns()).isEmpty();
    }

    @Test
    void oneThatIsNotReadAsItsTypeIsRefused() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();

        DurableException duration = refusal(engine, "Ada", "some time", List.of());
        DurableException element = refusal(engine, "Ada", "PT1S", List.of("x"));

        assertThat(duration.code()).isEqualTo(ErrorCode.START_ARGUMENTS_ILLEGAL);
        assertThat(duration.what()).contains("Nap.run(String, Duration, List<Integer>)", "argument 2", "Duration");
        assertThat(element.what()).contains("argument 3");
        assertThat(engines.allRuns()).isEmpty();
    }

    @Test
    void whatTheRunReadsIsAccepted() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();

        assertThat(engine.client()
                        .newWorkflow("Nap")
                        .start("Ada", "PT1S", List.of(1))
                        .result(EngineFixture.PATIENCE))
                .isEqualTo("Ada PT1S [1]");
        assertThat(engine.client().newWorkflow("Nap").start(null, null, null).result(EngineFixture.PATIENCE))
                .isEqualTo("null null null");
    }

    @Test
    void anUpdateThatComesWithSuchAStartIsNotAskedFor() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();

        DurableException refusal = catchThrowableOfType(
                DurableException.class,
                () -> engine.client()
                        .newWorkflow("Nap")
                        .withUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), "wake", Object.class)
                        .start(Map.of()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.START_ARGUMENTS_ILLEGAL);
        assertThat(engines.allRuns()).isEmpty();
    }

    @Test
    void typeThatOnlyOthersHaveIsStarted() {
        TestEngine engine = engines.engine().clientOnly().start();

        engine.client().newWorkflow("Nap").id("nap").start(1, 2);

        assertThat(engines.run("nap").status().isClosed()).isFalse();
    }

    private static DurableException refusal(TestEngine engine, Object... arguments) {
        return catchThrowableOfType(
                DurableException.class,
                () -> engine.client().newWorkflow("Nap").id("nap").start(arguments));
    }

    /** Takes what is converted. */
    @Workflow
    static class Nap {

        @WorkflowMethod
        String run(String name, Duration length, List<Integer> breaks) {
            return name + " " + length + " " + breaks;
        }
    }
}
