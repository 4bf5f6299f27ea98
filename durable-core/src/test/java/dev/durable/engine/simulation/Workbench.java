package dev.durable.engine.simulation;

import dev.durable.activity.ActivityInfo;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.WorkflowThreads;
import dev.durable.engine.testing.PrefixReplay;
import dev.durable.engine.testing.ProgramActivities;
import dev.durable.engine.testing.ProgramPart;
import dev.durable.engine.testing.ProgramWorkflow;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What simulations that follow each other share, because it takes long to make: workflow types, threads. Not thread-safe. */
final class Workbench implements AutoCloseable {

    private final ExecutorService fibers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated-fiber");
        thread.setDaemon(true);
        return thread;
    });
    private final Definitions definitions = definitions();
    private final ReplayServices replay;
    private final PrefixReplay prefixReplay = PrefixReplay.with(definitions);
    private Simulation simulation;

    Workbench() {
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();
        HistorySettings history = HistorySettings.DEFAULT;
        replay = new ReplayServices(
                definitions,
                payloads,
                new JacksonFailureConverter(payloads),
                WorkflowThreads.create("simulated-workflow"),
                Duration.ofMinutes(1),
                new HistoryThresholds(history.continueAsNewSuggestedAfter(), history.continueAsNewSuggestedSize()),
                Extensions.NONE);
    }

    /** Runs the simulation of a seed; what goes wrong is thrown. */
    Simulation simulate(long seed, int keptLines) {
        simulation = new Simulation(seed, this, keptLines);
        simulation.run();
        return simulation;
    }

    /** The latest simulation. */
    Simulation last() {
        return simulation;
    }

    Executor fibers() {
        return fibers;
    }

    ReplayServices replay() {
        return replay;
    }

    PrefixReplay prefixReplay() {
        return prefixReplay;
    }

    @Override
    public void close() {
        fibers.shutdown();
        replay.threads().close();
        prefixReplay.close();
    }

    private Definitions definitions() {
        return Definitions.builder(new JacksonPayloadConverter())
                .workflow(ProgramWorkflow.class)
                .workflow(ProgramPart.class)
                .workflow(Errand.class)
                .workflow(Collector.class)
                .activity(ProgramActivities.class, () -> (ProgramActivities) this::runProgramStep)
                .activity(SimulatedActivities.class, Activities::new)
                .activity(SimulatedBookings.class, () -> (SimulatedBookings) this::book)
                .transactions(new SimulatedTransactions(this))
                .build();
    }

    private String runProgramStep(String step) {
        simulation.activityBegins(false);
        if (step.hashCode() % 5 == 0) {
            throw new Unlucky(step);
        }
        return step + " done";
    }

    /** Each attempt has an effect, which may come to nothing. */
    private String book(String step) {
        ActivityInfo info = simulation.activityBegins(false);
        simulation.bookInTransaction(info);
        if ((step.hashCode() + info.attempt()) % 4 == 0) {
            throw new Unlucky(step);
        }
        return step + " booked";
    }

    /** The activities take their time, and some fail. */
    private final class Activities implements SimulatedActivities {

        @Override
        public String work(String step) {
            ActivityInfo info = simulation.activityBegins(false);
            if ((step.hashCode() + info.attempt()) % 4 == 0) {
                throw new Unlucky(step);
            }
            return step + " done";
        }

        @Override
        public String later(String step) {
            ActivityInfo info = simulation.activityBegins(false);
            boolean fails = (step.hashCode() + info.attempt()) % 4 == 0;
            simulation.leaveToOthers(info, fails ? new Unlucky(step) : null);
            return "ignored";
        }

        @Override
        public String once(String step) {
            simulation.activityBegins(true);
            return step + " done once";
        }
    }

    /** A failure of an activity. Stack traces would be stored, read and parsed again and again, and nobody looks at them. */
    private static final class Unlucky extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unlucky(String step) {
            super("unlucky " + step, null, false, false);
        }
    }
}
