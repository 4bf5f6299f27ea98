package dev.durable.engine.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.WorkflowReplayer;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.testing.HistoryRules;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays all histories that were ever recorded here; the package says how one is added. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedHistoriesTests {

    /** What is encrypted was recorded with a key that is not the current one any more. */
    private static final List<PayloadCodec> CODECS = List.of(AesGcmPayloadCodec.of(
            "newer", Map.of("recorded", bytes("the key of recorded histories..."), "newer", new byte[32])));

    private static final MdcContextPropagator CONTEXT = new MdcContextPropagator(List.of("tenant"));

    private static final Class<?>[] WORKFLOWS = {
        RecordedVersions.class,
        RecordedSideEffects.class,
        RecordedAttributes.class,
        RecordedTools.class,
        RecordedLongHistory.class,
        RecordedUpdates.class,
        RecordedHandlers.class,
        RecordedCancellation.class,
        RecordedChildren.class,
        RecordedLocalActivities.class,
        RecordedSchedule.class,
        RecordedContext.class,
        RecordedTimers.class,
        RecordedPromises.class,
        RecordedRetries.class,
        RecordedOutside.class,
        RecordedNames.class,
        RecordedSaga.class,
        RecordedMessages.class,
        RecordedMessenger.class,
        RecordedRepetition.class,
        RecordedRounds.class,
        RecordedControl.class,
        RecordedLocals.class,
        RecordedFamily.class,
        RecordedScopes.class,
        RecordedSecrets.class,
        RecordedInterception.class,
        RecordedPayloads.class
    };

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .workflow(WORKFLOWS)
            .activity(RecordedActivities.class)
            .extensions(new ExtensionsBuilder()
                    .contextPropagator(CONTEXT)
                    .workflowInterceptor(RecordedInterception.INTERCEPTOR)
                    .build());

    private WorkflowReplayer replayer;

    @BeforeAll
    void prepareReplay() {
        WorkflowReplayer.Builder builder = WorkflowReplayer.builder()
                .activity(RecordedActivities.class)
                .payloadCodecs(CODECS)
                .workflowInterceptor(RecordedInterception.INTERCEPTOR)
                .contextPropagator(CONTEXT);
        Stream.of(WORKFLOWS).forEach(builder::workflow);
        replayer = builder.build();
    }

    @AfterAll
    void closeReplay() {
        replayer.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void recordedHistoryReplays(RecordedHistory recorded) {
        assertThat(differences(recorded)).isEmpty();
        HistoryRules.verify(recorded.events(), recorded.isClosed());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedStepByStep")
    void recordedHistoryReplaysAsFarAsItWasAfterEachStep(RecordedHistory recorded) {
        assertThat(recorded.steps())
                .allSatisfy(step -> assertThat(differences(step))
                        .as("%s up to event %d", step, step.events().size())
                        .isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedWithoutMarkersAndSecrets")
    void codeGoesOnAsRecordedAfterEachStep(RecordedHistory recorded) {
        fixture.verify(recorded.runId(), recorded.events());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void otherCommandInPlaceOfARecordedOneIsNoticed(RecordedHistory recorded) {
        for (HistoryEvent event : recorded.events()) {
            if (event instanceof CommandEvent command) {
                assertThat(OtherCommand.insteadOf(command)).allSatisfy(other -> {
                    List<HistoryEvent> changed = new ArrayList<>(recorded.events());
                    changed.set(event.eventId() - 1, other);

                    assertThat(differences(recorded.with(changed)))
                            .as("%s in place of %s", EventText.of(other), EventText.of(event))
                            .isNotEmpty();
                });
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void recordedHistoryTellsNothingOfWhereAndWhenItWasRecorded(RecordedHistory recorded) {
        assertThat(recorded.text()).doesNotContain("stackTrace", ".java");
        assertThat(recorded.events())
                .allSatisfy(event -> assertThat(event.time()).asString().startsWith("2030-"));
    }

    @Test
    void everyWorkflowHasAHistory() {
        assertThat(recorded().map(recorded -> recorded.started().workflowType()))
                .contains(Stream.of(WORKFLOWS).map(Class::getSimpleName).toArray(String[]::new));
    }

    @Test
    void everyHistoryIsInTheListOfFeatures() throws IOException {
        String features = Files.readString(Path.of("../docs/features.md"));

        assertThat(recorded())
                .allSatisfy(recorded ->
                        assertThat(features).contains("`" + recorded.file().replace(".json", "") + "`"));
    }

    @Test
    void everyEventTypeIsInAHistory() {
        Set<EventType> missing = EnumSet.allOf(EventType.class);
        // messages, never part of a history
        missing.remove(EventType.ActivityTaskReported);
        missing.remove(EventType.WorkflowExecutionResetRequested);
        missing.remove(EventType.WorkflowExecutionRetryRequested);

        recorded()
                .flatMap(recorded -> recorded.events().stream())
                .map(HistoryEvent::type)
                .forEach(missing::remove);

        assertThat(missing).isEmpty();
    }

    static Stream<RecordedHistory> recorded() {
        return RecordedHistory.all().stream();
    }

    /** Without the one whose code had ended before its last signal came: the two were recorded at once. */
    static Stream<RecordedHistory> recordedStepByStep() {
        return recorded().filter(recorded -> !recorded.file().equals("signal-that-nobody-handled.json"));
    }

    /** Markers stand for what code cannot do again the same way; what is encrypted is encrypted anew each time. */
    static Stream<RecordedHistory> recordedWithoutMarkersAndSecrets() {
        return recorded()
                .filter(recorded ->
                        recorded.events().stream().noneMatch(event -> event.type() == EventType.MarkerRecorded))
                .filter(recorded -> !recorded.started().workflowType().equals("RecordedSecrets"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> differences(RecordedHistory recorded) {
        var report = replayer.replay(recorded.document().toJson());
        List<String> differences = new ArrayList<>(report.notes());
        if (report.failure() != null) {
            differences.add(report.failure().getMessage());
        }
        return differences;
    }
}
