package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Payloads that can be read with a key only. Each of them looks different in each replay. */
class EncryptedPayloadTests {

    private static final String SECRET = "Ada Lovelace";
    private static final byte[] OLD_KEY = new byte[32];
    private static final byte[] NEW_KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(
                    () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .notReplaying("Greeting");

    private final List<String> compensated = new CopyOnWriteArrayList<>();
    private volatile Runnable whenGreeted = () -> {};

    @Test
    void workflowCompletesAfterEvictionsAndNothingOfItIsStoredInPlainText() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.durable");
        Level before = logger.getLevel();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        try {
            TestEngine engine = start(AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY)));
            WorkflowHandle<List<String>> handle = begin(engine);
            engines.until(() ->
                    engine.workflow(Greeting.class, "g").query(Greeting::seen).equals(List.of("hello " + SECRET)));

            engine.engine().evictIdleRuns();
            engine.workflow(Greeting.class, "g").signal(w -> w.add(SECRET + "!"));
            engine.engine().evictIdleRuns();
            engine.workflow("g").signal("add", "end of " + SECRET);

            assertThat(handle.result(EngineFixture.PATIENCE))
                    .containsExactly("hello " + SECRET, SECRET + "!", "end of " + SECRET);
            assertThat(handle.describe().failedAttempts())
                    .extracting(FailedAttempt::failure)
                    .satisfiesExactly(failure -> {
                        assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
                        assertThat(failure.message()).isEqualTo("cannot greet " + SECRET);
                        assertThat(failure.cause().message()).isEqualTo("because of " + SECRET);
                    });
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
        assertNothingReadable();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain(SECRET, "replays with a difference"));
    }

    @Test
    void failureIsStoredInCipherAndReachesTheCallerInPlainText() {
        TestEngine engine = start(AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY)));
        WorkflowHandle<List<String>> handle = begin(engine);

        engine.workflow(Greeting.class, "g").signal(w -> w.add("fail"));

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .hasMessage("failed for " + SECRET)
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.type()).isEqualTo("Refused");
                    assertThat(failure.details()).containsExactly(Map.of("name", SECRET));
                });
        assertNothingReadable();
    }

    @Test
    void rotatedKeyGoesOnWithWhatTheOldOneHasEncrypted() {
        TestEngine first = start(AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY)));
        begin(first);
        engines.until(() -> historySize() == 3);
        first.stop();

        TestEngine second = start(AesGcmPayloadCodec.of("new", Map.of("old", OLD_KEY, "new", NEW_KEY)));
        second.workflow("g").signal("add", SECRET);
        second.workflow("g").signal("add", "end");

        assertThat(second.workflow("g").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("hello " + SECRET, SECRET, "end"));
        assertThat(stored()).anyMatch(text -> text.contains("\"old\"")).anyMatch(text -> text.contains("\"new\""));
        assertNothingReadable();
    }

    @Test
    void encryptionBeginsAndEndsWhileARunIsOpen() {
        TestEngine plain = start();
        begin(plain);
        engines.until(() -> historySize() == 3);
        plain.stop();
        TestEngine encrypting = start(AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY)));
        encrypting.workflow("g").signal("add", "in cipher");
        encrypting.stop();

        TestEngine reading = start(AesGcmPayloadCodec.decryptOnly(Map.of("old", OLD_KEY)));
        reading.workflow("g").signal("add", "end");

        assertThat(reading.workflow("g").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("hello " + SECRET, "in cipher", "end"));
        assertThat(stored().subList(2, 5))
                .satisfiesExactly(
                        before -> assertThat(before).contains("hello " + SECRET),
                        meanwhile -> assertThat(meanwhile).contains("aes-gcm").doesNotContain("in cipher"),
                        after -> assertThat(after).contains("[\"end\"]"));
    }

    /** The code catches everything and would compensate what was done, only because this instance lacks a key. */
    @Test
    void missingKeyStopsTheRunBeforeItsCodeCanTakeAnotherPath() {
        TestEngine first = start(AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY)));
        begin(first);
        engines.until(() -> historySize() == 3);
        first.stop();
        List<HistoryEvent> before = engines.history("g");

        TestEngine without = start(AesGcmPayloadCodec.of("new", Map.of("new", NEW_KEY)));
        without.workflow("g").signal("add", "end");
        engines.untilInFastTime(() -> !failedAttempts(without).isEmpty());
        assertThat(failedAttempts(without).get(0).failure().message()).contains("DUR-6011", "'old'", "[new]");
        without.stop();
        assertThat(engines.history("g")).isEqualTo(before);

        TestEngine with = start(AesGcmPayloadCodec.of("new", Map.of("old", OLD_KEY, "new", NEW_KEY)));
        assertThat(with.workflow("g").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("hello " + SECRET, "end"));
        assertThat(compensated).isEmpty();
    }

    /** The same in the step that decodes for the first time. */
    @Test
    void codecThatFailsLetsNoPathBeRecorded() {
        FlakyCodec flaky = new FlakyCodec();
        whenGreeted = () -> flaky.broken = true;
        TestEngine engine = start(flaky);
        begin(engine);
        engines.untilInFastTime(() -> !failedAttempts(engine).isEmpty());
        flaky.broken = false;

        engines.untilInFastTime(() -> historySize() == 3);
        engine.workflow("g").signal("add", "end");

        assertThat(engine.workflow("g").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("hello " + SECRET, "end"));
        assertThat(failedAttempts(engine).get(0).failure().message()).contains("DUR-6013", FlakyCodec.class.getName());
        assertThat(compensated).isEmpty();
    }

    private TestEngine start(PayloadCodec... codecs) {
        return engines.engine()
                .workflow(Greeting.class)
                .activityInContext(Greeter.class, context -> new Greeter(context, whenGreeted, compensated))
                .configure(builder -> builder.payloadCodecs(List.of(codecs)))
                .start();
    }

    private static WorkflowHandle<List<String>> begin(TestEngine engine) {
        return engine.client().newWorkflow(Greeting.class).id("g").start(w -> w.greet(new Person(SECRET)));
    }

    private int historySize() {
        return engines.history("g").size();
    }

    private static List<FailedAttempt> failedAttempts(TestEngine engine) {
        return engine.workflow("g").describe().failedAttempts().stream()
                .filter(attempt -> attempt.scheduledEventId() == 0)
                .toList();
    }

    /** All texts that the store has of the run. */
    private List<String> stored() {
        UUID runId = engines.run("g").runId();
        JsonEventCodec events = new JsonEventCodec();
        JsonFailureInfoCodec failures = new JsonFailureInfoCodec();
        List<String> texts = new ArrayList<>();
        engines.history("g").forEach(event -> texts.add(events.encode(event)));
        engines.store().failedAttempts(runId, 100).forEach(attempt -> texts.add(failures.encode(attempt.failure())));
        return texts;
    }

    private void assertNothingReadable() {
        assertThat(engines.history("g"))
                .extracting(HistoryEvent::type)
                .contains(EventType.WorkflowExecutionStarted, EventType.ActivityTaskCompleted);
        assertThat(stored())
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(SECRET, "hello", Greeter.class.getName(), "EncryptedPayloadTests"));
    }

    record Person(String name) {}

    @Workflow(name = "Greeting")
    static class Greeting {

        private final WorkflowContext workflow;
        private final Greeter greeter;
        private final List<String> seen = new ArrayList<>();

        Greeting(WorkflowContext workflow, Greeter greeter) {
            this.workflow = workflow;
            this.greeter = greeter;
        }

        @WorkflowMethod
        List<String> greet(Person person) {
            try {
                seen.add(0, greeter.greet(person));
                workflow.await(() -> seen.stream().anyMatch(text -> text.startsWith("end") || text.equals("fail")));
                if (seen.contains("fail")) {
                    throw ApplicationFailure.of(
                            "failed for " + person.name(), "Refused", Map.of("name", person.name()));
                }
                return seen;
            } catch (ApplicationFailure e) {
                throw e;
            } catch (RuntimeException e) {
                greeter.compensate(person);
                return List.of("compensated");
            }
        }

        @SignalMethod
        void add(String text) {
            seen.add(text);
        }

        @QueryMethod
        List<String> seen() {
            return seen;
        }
    }

    @Activity(retry = @Retry(initialInterval = "1ms"))
    static class Greeter {

        private final ActivityContext activity;
        private final Runnable whenGreeted;
        private final List<String> compensated;

        Greeter(ActivityContext activity, Runnable whenGreeted, List<String> compensated) {
            this.activity = activity;
            this.whenGreeted = whenGreeted;
            this.compensated = compensated;
        }

        public String greet(Person person) {
            if (activity.info().attempt() == 1) {
                activity.heartbeat(person);
                throw new IllegalStateException(
                        "cannot greet " + person.name(), new IllegalArgumentException("because of " + person.name()));
            }
            Person greeted = activity.lastHeartbeatDetails(Person.class).orElseThrow();
            whenGreeted.run();
            return "hello " + greeted.name();
        }

        public void compensate(Person person) {
            compensated.add(person.name());
        }
    }

    /** A codec whose key server is sometimes away. */
    private static final class FlakyCodec implements PayloadCodec {

        private final AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("old", Map.of("old", OLD_KEY));
        private volatile boolean broken;

        @Override
        public Payload encode(Payload payload) {
            return codec.encode(payload);
        }

        @Override
        public boolean canDecode(Payload payload) {
            return codec.canDecode(payload);
        }

        @Override
        public Payload decode(Payload payload) {
            if (broken) {
                throw new IllegalStateException("the key server is away");
            }
            return codec.decode(payload);
        }
    }
}
