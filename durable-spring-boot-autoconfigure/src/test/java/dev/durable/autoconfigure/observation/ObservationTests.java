package dev.durable.autoconfigure.observation;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.WorkflowFailedException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is observed, and how it is named and described. */
class ObservationTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(() -> store);

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    @Test
    void startIsObserved() {
        TestEngine engine = engine(registry);

        String runId = start(engine, "go");

        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.start")
                .that()
                .hasContextualNameEqualTo("start Traced")
                .hasLowCardinalityKeyValue("workflow.type", "Traced")
                .hasLowCardinalityKeyValue("outcome", "returned")
                .hasHighCardinalityKeyValue("workflow.id", "traced")
                .hasHighCardinalityKeyValue("run.id", runId)
                .hasBeenStopped();
    }

    @Test
    void refusedStartIsAnError() {
        TestEngine engine = engine(registry);
        start(engine, "go");
        registry.clear();

        assertThatThrownBy(() -> start(engine, "go")).isInstanceOf(RuntimeException.class);

        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.start")
                .that()
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasHighCardinalityKeyValue("run.id", "none")
                .hasError()
                .hasBeenStopped();
    }

    @Test
    void signalAndUpdateAreObserved() {
        TestEngine engine = engine(registry);
        start(engine, "go");

        engine.workflow(TracedWorkflow.class, "traced").update(TracedWorkflow::ask);
        engine.workflow(TracedWorkflow.class, "traced").signal(TracedWorkflow::goOn);

        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.signal")
                .that()
                .hasContextualNameEqualTo("signal goOn")
                .hasLowCardinalityKeyValue("signal.name", "goOn")
                .hasLowCardinalityKeyValue("outcome", "returned")
                .hasHighCardinalityKeyValue("workflow.id", "traced")
                .hasHighCardinalityKeyValue("run.id", "none");
        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.update")
                .that()
                .hasContextualNameEqualTo("update ask")
                .hasLowCardinalityKeyValue("update.name", "ask")
                .hasLowCardinalityKeyValue("outcome", "returned")
                .hasHighCardinalityKeyValueWithKey("update.id");
    }

    @Test
    void namesThatNoWorkflowTypeDeclaresAreOfHighCardinalityOnly() {
        TestEngine engine = engine(registry);
        start(engine, "go");

        engine.workflow("traced").signal("sensor-42", "hot");
        assertThatThrownBy(() -> engine.workflow("traced").update("zzz", String.class))
                .isInstanceOf(RuntimeException.class);

        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.signal")
                .that()
                .hasContextualNameEqualTo("signal other")
                .hasLowCardinalityKeyValue("signal.name", "other")
                .hasHighCardinalityKeyValue("message.name", "sensor-42");
        assertThat(registry)
                .hasObservationWithNameEqualTo("durable.workflow.update")
                .that()
                .hasContextualNameEqualTo("update other")
                .hasLowCardinalityKeyValue("update.name", "other")
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasHighCardinalityKeyValue("message.name", "zzz");
    }

    @Test
    void eachAttemptIsObservedAndAFailedOneIsAnError() {
        TestEngine engine = engine(registry);

        String runId = start(engine, "flaky");
        finish(engine);

        assertThat(registry).hasNumberOfObservationsWithNameEqualTo("durable.activity", 5);
        assertThat(registry)
                .hasAnObservation(attempt -> attempt.hasNameEqualTo("durable.activity")
                        .hasContextualNameEqualTo("activity work")
                        .hasLowCardinalityKeyValue("activity.type", "work")
                        .hasLowCardinalityKeyValue("workflow.type", "Traced")
                        .hasLowCardinalityKeyValue("task.queue", "default")
                        .hasLowCardinalityKeyValue("outcome", "failed")
                        .hasHighCardinalityKeyValue("workflow.id", "traced")
                        .hasHighCardinalityKeyValue("run.id", runId)
                        .hasHighCardinalityKeyValue("activity.id", "2")
                        .hasHighCardinalityKeyValue("attempt", "1")
                        .hasError())
                .hasAnObservation(attempt -> attempt.hasHighCardinalityKeyValue("attempt", "2")
                        .hasHighCardinalityKeyValue("activity.id", "2")
                        .hasLowCardinalityKeyValue("outcome", "returned")
                        .doesNotHaveError())
                .hasAnObservation(attempt -> attempt.hasHighCardinalityKeyValue("activity.id", "local-1"));
    }

    @Test
    void runIsObservedWhenItHasClosed() {
        TestEngine engine = engine(registry);

        String runId = start(engine, "go");
        assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
        assertObserved("durable.workflow", 0);
        finish(engine);

        assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("durable.workflow", 2)
                .hasAnObservation(run -> run.hasNameEqualTo("durable.workflow")
                        .hasContextualNameEqualTo("workflow Traced")
                        .hasLowCardinalityKeyValue("workflow.type", "Traced")
                        .hasLowCardinalityKeyValue("task.queue", "default")
                        .hasLowCardinalityKeyValue("outcome", "completed")
                        .hasHighCardinalityKeyValue("workflow.id", "traced")
                        .hasHighCardinalityKeyValue("run.id", runId)
                        .doesNotHaveError());
    }

    @Test
    void failedRunIsAnErrorThatSaysWhy() {
        TestEngine engine = engine(registry);

        start(engine, "fail");
        assertThatThrownBy(() -> finish(engine)).isInstanceOf(WorkflowFailedException.class);

        assertThat(registry)
                .hasAnObservation(run -> run.hasNameEqualTo("durable.workflow")
                        .hasLowCardinalityKeyValue("outcome", "failed")
                        .thenError()
                        .hasMessage("Refusal: no"));
    }

    @Test
    void replayObservesNothing() {
        TestEngine first = engine(registry);
        start(first, "go");
        engines.untilAsserted(
                () -> assertThat(engines.history("traced").toString()).contains("ActivityTaskCompleted"));
        first.stop();
        registry.clear();

        TestEngine second = engine(registry);
        second.workflow(TracedWorkflow.class, "traced").update(TracedWorkflow::ask); // which needs the code

        assertObserved("durable.workflow.update", 1);
        assertObserved("durable.activity", 1); // that of the update
        assertThat(registry).hasNumberOfObservationsEqualTo(2);
    }

    @Test
    void namesOfValuesAreThoseThatAreDocumented() {
        TestEngine engine = engine(registry);

        start(engine, "go");
        engine.workflow(TracedWorkflow.class, "traced").update(TracedWorkflow::ask);
        finish(engine);

        assertThat(registry)
                .hasHandledContextsThatSatisfy(contexts -> assertThat(DurableObservation.values())
                        .allSatisfy(documented -> assertThat(contexts)
                                .filteredOn(context -> documented.defaultName().equals(context.getName()))
                                .isNotEmpty()
                                .allSatisfy(context -> assertDescribed(context, documented))));
    }

    @Test
    void documentationIsRight() throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| `(durable[\\w.]+)` \\| `[^`]+` \\| ([^|]+) \\| ([^|]+) \\|");

        assertThat(row.matcher(Files.readString(Path.of("..", "docs", "tracing.md")))
                        .results()
                        .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3)))
                .containsExactlyElementsOf(Arrays.stream(DurableObservation.values())
                        .map(observation -> observation.defaultName() + " "
                                + written(observation.getLowCardinalityKeyNames()) + " "
                                + written(observation.getHighCardinalityKeyNames()))
                        .toList());
    }

    private static String written(KeyName... names) {
        return keys(names).stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static void assertDescribed(Observation.Context context, DurableObservation documented) {
        assertThat(keys(context.getLowCardinalityKeyValues()))
                .containsExactlyInAnyOrderElementsOf(keys(documented.getLowCardinalityKeyNames()));
        assertThat(keys(context.getHighCardinalityKeyValues()))
                .containsExactlyInAnyOrderElementsOf(keys(documented.getHighCardinalityKeyNames()));
    }

    @Test
    void conventionOfTheApplicationRenames() {
        registry.observationConfig().observationConvention(new StartObservationConvention() {
            @Override
            public String getName() {
                return "orders.start";
            }
        });
        TestEngine engine = engine(registry);

        start(engine, "go");

        assertThat(registry).hasObservationWithNameEqualTo("orders.start");
        assertObserved("durable.workflow.start", 0);
    }

    @Test
    void registryThatHandlesNothingCostsNothing() {
        TestEngine engine = engine(ObservationRegistry.create());

        start(engine, "go");
        finish(engine);

        assertThat(engines.history("traced").get(0)).hasFieldOrPropertyWithValue("header", Map.of());
    }

    private TestEngine engine(ObservationRegistry observations) {
        return engines.engine()
                .workflow(TracedWorkflow.class)
                .activityInContext(
                        TracedActivities.class,
                        context -> new TracedActivities(context, () -> "", new CopyOnWriteArrayList<>()))
                .configure(builder ->
                        Observing.with(observations, builder.transactions(new TestTransactions(store::inTransaction))))
                .start();
    }

    private static String start(TestEngine engine, String how) {
        return engine.client()
                .newWorkflow(TracedWorkflow.class)
                .id("traced")
                .start(w -> w.run(how))
                .runId()
                .toString();
    }

    private static void finish(TestEngine engine) {
        engine.workflow(TracedWorkflow.class, "traced").signal(TracedWorkflow::goOn);
        engine.workflow("traced").result(String.class, EngineFixture.PATIENCE);
    }

    private void assertObserved(String name, int times) {
        assertThat(registry).hasNumberOfObservationsWithNameEqualTo(name, times);
    }

    private static List<String> keys(Iterable<KeyValue> values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(KeyValue::getKey)
                .toList();
    }

    private static List<String> keys(KeyName... names) {
        return Arrays.stream(names).map(KeyName::asString).toList();
    }
}
