package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.payload.Payload;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Context in the headers of whole runs: encrypted ones, and ones that are repeated. */
class PropagatedHeaderTests {

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(
                    () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .notReplaying("Secret");

    private final Ledger ledger = new Ledger();

    @AfterEach
    void leaveNothingBehind() {
        MDC.remove("user");
    }

    @Test
    void contextIsEncryptedAsArgumentsAre() {
        TestEngine engine = engines.engine()
                .workflow(Secret.class)
                .activity(ledger)
                .configure(builder -> builder.contextPropagator(new MdcContextPropagator(List.of("user")))
                        .payloadCodecs(List.of(AesGcmPayloadCodec.of("key", Map.of("key", new byte[32])))))
                .start();
        MDC.put("user", "Lovelace");

        WorkflowHandle<Void> handle =
                engine.client().newWorkflow(Secret.class).id("s").startVoid(Secret::run);
        handle.result(EngineFixture.PATIENCE);

        assertThat(ledger.users).containsExactly("Lovelace");
        List<Payload> headers = new ArrayList<>();
        handle.history().forEach(event -> {
            if (event instanceof WorkflowExecutionStarted started) {
                headers.addAll(started.header().values());
            } else if (event instanceof ActivityTaskScheduled scheduled) {
                headers.addAll(scheduled.header().values());
            }
        });
        assertThat(headers).hasSize(2).allSatisfy(payload -> {
            assertThat(payload.isPlainJson()).isFalse();
            assertThat(payload.toText()).doesNotContain("Lovelace");
        });
    }

    @Test
    void runThatRepeatsAFailedOneHasItsContext() {
        TestEngine engine = engines.engine()
                .workflow(Stubborn.class)
                .activity(ledger)
                .configure(builder -> builder.contextPropagator(new MdcContextPropagator(List.of("user"))))
                .start();
        MDC.put("user", "Lovelace");

        WorkflowHandle<Void> handle = engine.client()
                .newWorkflow(Stubborn.class)
                .id("s")
                .retry(new RetryOptions(Duration.ofMillis(1), null, null, 2, null))
                .startVoid(Stubborn::run);
        handle.result(EngineFixture.PATIENCE);

        assertThat(ledger.users).containsExactly("Lovelace", "Lovelace");
    }

    /** Notes who calls; fails the first time where that is wanted. */
    @Activity(name = "Ledger")
    static class Ledger {

        private final List<String> users = new CopyOnWriteArrayList<>();

        public int note() {
            users.add(String.valueOf(MDC.get("user")));
            return users.size();
        }
    }

    @Workflow(name = "Secret")
    static class Secret {

        private final Ledger ledger;

        Secret(Ledger ledger) {
            this.ledger = ledger;
        }

        @WorkflowMethod
        void run() {
            ledger.note();
        }
    }

    @Workflow(name = "Stubborn")
    static class Stubborn {

        private final Ledger ledger;

        Stubborn(Ledger ledger) {
            this.ledger = ledger;
        }

        @WorkflowMethod
        void run() {
            if (ledger.note() == 1) {
                throw ApplicationFailure.of("once more", "Unlucky");
            }
        }
    }
}
