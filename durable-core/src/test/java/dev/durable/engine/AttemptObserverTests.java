package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityInfo;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptOutcome;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What observers learn of attempts of activities. */
class AttemptObserverTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(() -> store);

    private final TestTransactions transactions = new TestTransactions(store::inTransaction);
    private final CountDownLatch late = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void eachAttemptIsToldWithItsOutcomeBeforeTheWorkflowLearnsOfIt() {
        TestEngine engine = start(new Recorder(""));

        assertThat(run(engine, "fail once")).isEqualTo("attempt 2");

        assertThat(told).containsExactly("begins 1", "FAILED not yet", "begins 2", "RETURNED");
    }

    @Test
    void transactionThatIsNotCommittedIsAFailedAttemptAlthoughTheCodeReturned() {
        transactions.beforeCommit(() -> {
            throw new IllegalStateException("constraint violated");
        });
        TestEngine engine = start(new Recorder(""));

        assertThat(run(engine, "book")).isEqualTo("attempt 2");

        assertThat(told).startsWith("begins 1", "FAILED constraint violated", "begins 2");
        engines.untilAsserted(() -> assertThat(told).endsWith("RETURNED"));
    }

    @Test
    void attemptThatEndsTooLateIsLost() {
        TestEngine engine = start(new Recorder(""));

        assertThat(run(engine, "sleep")).isNotEqualTo("attempt 1");
        late.countDown();

        engines.untilAsserted(() -> assertThat(told).contains("begins 1", "LOST", "begins 2", "RETURNED"));
    }

    @Test
    void endsAreToldInTheOppositeOrderOfBeginnings() {
        TestEngine engine = start(new Recorder("outer "), new Recorder("inner "));

        run(engine, "");

        assertThat(told).containsExactly("outer begins 1", "inner begins 1", "inner RETURNED", "outer RETURNED");
    }

    @Test
    void observerThatFailsHindersNeitherTheAttemptNorOtherObservers() {
        EngineObserver failing = new EngineObserver() {
            @Override
            public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
                if (attempt.attempt() == 1) {
                    throw new IllegalStateException("at the beginning");
                }
                return (outcome, failure) -> {
                    throw new AssertionError("at the end");
                };
            }
        };
        TestEngine engine = start(new Recorder(""), failing);

        assertThat(run(engine, "fail once")).isEqualTo("attempt 2");

        assertThat(told).containsExactly("begins 1", "FAILED not yet", "begins 2", "RETURNED");
    }

    private TestEngine start(EngineObserver... observers) {
        return engines.notReplaying("Seated")
                .engine()
                .workflow(SeatedWorkflow.class)
                .activityInContext(Seats.class, context -> new Seats(context, late))
                .configure(builder -> {
                    builder.transactions(transactions);
                    List.of(observers).forEach(builder::observer);
                })
                .start();
    }

    private static @Nullable Object run(TestEngine engine, String how) {
        engine.client().newWorkflow("Seated").id("seated").start(how);
        return engine.workflow("seated").result(String.class, EngineFixture.PATIENCE);
    }

    private final class Recorder implements EngineObserver {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
            Thread thread = Thread.currentThread();
            told.add(name + "begins " + attempt.attempt());
            return (AttemptOutcome outcome, @Nullable Throwable failure) -> {
                assertThat(Thread.currentThread()).isSameAs(thread);
                told.add(name + outcome + (failure == null ? "" : " " + failure.getMessage()));
            };
        }
    }

    /** One activity. */
    @Workflow(name = "Seated")
    public static class SeatedWorkflow {

        private final Seats seats;

        SeatedWorkflow(Seats seats) {
            this.seats = seats;
        }

        @WorkflowMethod
        public String run(String how) {
            return switch (how) {
                case "book" -> seats.book();
                case "sleep" -> seats.sleep();
                default -> seats.take(how);
            };
        }
    }

    /** Takes seats, some at the second attempt. */
    @Activity(startToCloseTimeout = "1m", retry = @Retry(initialInterval = "1ms"))
    public static class Seats {

        private final ActivityContext context;
        private final CountDownLatch late;

        Seats(ActivityContext context, CountDownLatch late) {
            this.context = context;
            this.late = late;
        }

        public String take(String how) {
            if (how.equals("fail once") && context.info().attempt() == 1) {
                throw new IllegalStateException("not yet");
            }
            return result();
        }

        @ActivityMethod(transactional = true)
        public String book() {
            return result();
        }

        @ActivityMethod(startToCloseTimeout = "200ms")
        public String sleep() {
            boolean first = context.info().attempt() == 1;
            while (first && late.getCount() > 0) {
                try {
                    late.await();
                } catch (InterruptedException e) {
                    // goes on, as code does that takes no hints
                }
            }
            return result();
        }

        private String result() {
            return "attempt " + context.info().attempt();
        }
    }
}
