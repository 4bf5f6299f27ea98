package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.RandomFaults;
import dev.durable.engine.testing.Seeds;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that fails: everything waits, and goes on. */
public interface StoreOutageScenarios extends EngineScenarios {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("faultSeeds")
    default void everythingCompletesOnceAlthoughTheStoreFailsAtRandom(long seed) {
        RandomFaults faults = new RandomFaults(seed, 0.08);
        Ledger ledger = new Ledger();
        TestEngine engine = engines()
                .engine()
                .workflow(Transfer.class)
                .activity(ledger)
                .maxCachedRuns(5)
                .probe(faults)
                .start();

        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "transfer-" + i;
            starts.add(CompletableFuture.runAsync(() -> startDespiteFaults(engine, id)));
        }
        engines().untilInFastTime(() -> starts.stream().allMatch(CompletableFuture::isDone));
        starts.forEach(CompletableFuture::join);
        engines()
                .untilInFastTime(() -> engines().allRuns().size() == 20
                        && engines().allRuns().stream()
                                .allMatch(run -> run.status().isClosed()));
        faults.stop();

        assertThat(ledger.bookings).hasSize(40);
        assertThat(ledger.bookings.values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
    }

    @Test
    default void startWaitsForTheDatabase() {
        Outage outage = new Outage();
        TestEngine engine =
                engines().engine().workflow(Inbox.class).probe(outage).start();
        outage.begin();

        CompletableFuture<WorkflowHandle<List<String>>> start = CompletableFuture.supplyAsync(
                () -> engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(0)));
        engines().until(() -> outage.refused() > 0);
        assertThat(start).isNotDone();
        outage.end();

        assertThat(start.join().result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void commitWhoseOutcomeNobodyKnowsIsReadBackAndNotRepeated() {
        AtomicInteger unknown = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .probe(new StoreProbe() {
                    @Override
                    public void after(StoreOperation operation) {
                        if (operation == StoreOperation.COMMIT && unknown.incrementAndGet() <= 3) {
                            throw new StoreUnavailableException("The connection broke.", true, null);
                        }
                    }
                })
                .start();

        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(2));
        handle.signal("put", "a");
        handle.signal("put", "b");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b");
        assertThat(engines().allRuns()).hasSize(1);
    }

    @Test
    default void outageLongerThanEveryPauseIsSurvived() {
        Outage outage = new Outage();
        Ledger ledger = new Ledger();
        TestEngine engine = engines()
                .engine()
                .workflow(Transfer.class)
                .activity(ledger)
                .probe(outage)
                .start();
        ledger.onBooking = outage::begin;
        WorkflowHandle<Integer> handle =
                engine.client().newWorkflow(Transfer.class).id("t").start(w -> w.run("t"));

        engines().untilInFastTime(() -> outage.refused() > 20);
        ledger.onBooking = () -> {};
        outage.end();
        engines().untilInFastTime(() -> engines().run("t").status().isClosed());

        assertThat(handle.result()).isEqualTo(2);
        assertThat(ledger.bookings.values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
    }

    @Test
    default void engineThatCannotReachTheDatabaseStillStops() {
        Outage outage = new Outage();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .nodeName("node")
                .probe(outage)
                .start();
        engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        outage.begin();
        CompletableFuture.runAsync(() -> engine.workflow("inbox").signal("put", "nobody will know"));
        engines().until(() -> outage.refused() > 0);

        CompletableFuture<Void> stop = engine.stopAsync();
        engines().untilInFastTime(stop::isDone);
        outage.end();
        engine.crash();
        TestEngine next =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        next.workflow("inbox").signal("put", "b");

        assertThat(next.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .asInstanceOf(LIST)
                .isNotEmpty();
    }

    /** Seeds of the faults. */
    static LongStream faultSeeds() {
        return Seeds.first(3);
    }

    /** The start itself is retried by the engine; what its client reads or polls may fail, and is asked again. */
    private static void startDespiteFaults(TestEngine engine, String id) {
        try {
            engine.client().newWorkflow(Transfer.class).id(id).start(w -> w.run(id));
        } catch (StoreUnavailableException e) {
            startDespiteFaults(engine, id);
        } catch (DurableException e) {
            throw new AssertionError(id, e);
        }
    }

    /** Refuses every operation for a while. */
    class Outage implements StoreProbe {

        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean down;

        void begin() {
            down = true;
        }

        void end() {
            down = false;
        }

        int refused() {
            return refused.get();
        }

        @Override
        public void before(StoreOperation operation) {
            if (down) {
                refused.incrementAndGet();
                throw new StoreUnavailableException("Down.", false, null);
            }
        }
    }

    @Activity
    class Ledger {

        private final Map<String, AtomicInteger> bookings = new ConcurrentHashMap<>();
        private volatile Runnable onBooking = () -> {};

        public int book(String account) {
            onBooking.run();
            return bookings.computeIfAbsent(account, key -> new AtomicInteger()).incrementAndGet();
        }
    }

    @Workflow
    class Transfer {

        private final Ledger ledger;

        Transfer(Ledger ledger) {
            this.ledger = ledger;
        }

        @WorkflowMethod
        public int run(String id) {
            return ledger.book(id + " from") + ledger.book(id + " to");
        }
    }
}
