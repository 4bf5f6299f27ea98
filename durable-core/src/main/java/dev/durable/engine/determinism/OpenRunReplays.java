package dev.durable.engine.determinism;

import dev.durable.client.ReplayReport;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.client.ReplayCheck;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryDocument;
import dev.durable.history.HistoryEvent;
import dev.durable.store.RunReader;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays the newest open runs of each workflow type before a node executes any, to see whether its code still takes their paths. Claims
 * nothing, stores nothing and executes no activity. Takes no longer than it may: what is not replayed by then is left out.
 */
public final class OpenRunReplays {

    private static final Logger logger = LoggerFactory.getLogger(OpenRunReplays.class);

    private final RunReader store;
    private final ReplayServices services;
    private final Set<String> taskQueues;
    private final TimeSource time;
    private final Executor executor;
    private final DeterminismSettings settings;

    /** @param taskQueues queues of this node; runs on others may go by other code */
    public OpenRunReplays(
            RunReader store,
            ReplayServices services,
            Set<String> taskQueues,
            TimeSource time,
            Executor executor,
            DeterminismSettings settings) {
        this.store = store;
        this.services = services;
        this.taskQueues = taskQueues;
        this.time = time;
        this.executor = executor;
        this.settings = settings;
    }

    /**
     * Replays, and reports the runs that do not, as the settings say.
     *
     * @throws DurableException {@code DUR-1034} with all of these runs, if they are to fail the start; {@code DUR-4001} if the database is
     *     away
     */
    public void verify() {
        if (settings.verifyOpenRuns() < 1) {
            return;
        }
        Round round = new Round();
        CompletableFuture<Void> replays = CompletableFuture.runAsync(round::replayAll, executor);
        try {
            time.await(replays, settings.verifyTimeout());
        } catch (TimeoutException e) {
            logger.warn(
                    "Not all open runs could be replayed within {}; the start goes on without the rest",
                    settings.verifyTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            round.stopped = true;
        }
        report(List.copyOf(round.reports));
    }

    private void report(List<ReplayReport> reports) {
        List<ReplayReport> failed =
                reports.stream().filter(report -> !report.isReplayable()).toList();
        logger.info(
                "{} of {} open runs replay with the code of this instance",
                reports.size() - failed.size(),
                reports.size());
        if (failed.isEmpty()) {
            return;
        }
        if (settings.mode() == DeterminismMode.FAIL) {
            throw new DurableException(
                    ErrorCode.OPEN_RUNS_NOT_REPLAYABLE,
                    failed.size() + " of the " + reports.size()
                            + " newest open runs do not replay with the code of this instance:\n"
                            + failed.stream()
                                    .map(OpenRunReplays::describe)
                                    .collect(Collectors.joining("\n  - ", "  - ", "\n")));
        }
        failed.forEach(report -> logger.warn("{}: {}", ErrorCode.OPEN_RUNS_NOT_REPLAYABLE.id(), describe(report)));
    }

    private static String describe(ReplayReport report) {
        DurableException failure = report.failure();
        return report.workflowType() + " '" + report.workflowId() + "', run " + report.runId() + ": "
                + (failure == null ? "replays" : failure.code().id() + ": " + failure.what());
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    private static WorkflowStatus[] openStatuses() {
        return Arrays.stream(WorkflowStatus.values())
                .filter(status -> !status.isClosed())
                .toArray(WorkflowStatus[]::new);
    }

    /** One round of replays, on a thread that may be left behind. */
    private final class Round {

        private final Queue<ReplayReport> reports = new ConcurrentLinkedQueue<>();
        private volatile boolean stopped;

        void replayAll() {
            services.definitions().workflowTypes().stream().sorted().forEach(this::replayRunsOf);
        }

        private void replayRunsOf(String workflowType) {
            if (stopped) {
                return;
            }
            store
                    .list(WorkflowFilter.ALL
                            .withWorkflowType(workflowType)
                            .withStatuses(openStatuses())
                            .withPageSize(settings.verifyOpenRuns()))
                    .workflows()
                    .stream()
                    .filter(run -> taskQueues.contains(run.taskQueue()))
                    .forEach(this::replay);
        }

        private void replay(WorkflowSummary run) {
            List<HistoryEvent> events = stopped ? List.of() : store.history(run.runId(), 0);
            if (events.size() > 1) { // with event 1 alone there is nothing to compare: its step would run as a new one
                reports.add(ReplayCheck.check(
                        new HistoryDocument(run.workflowId(), run.runId(), run.workflowType(), run.taskQueue(), events),
                        services));
            }
        }
    }
}
