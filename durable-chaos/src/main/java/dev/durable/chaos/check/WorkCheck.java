package dev.durable.chaos.check;

import dev.durable.chaos.load.Request;
import dev.durable.chaos.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at each workflow with all its runs: has it ended as its input demands, and has it got what was acknowledged. */
final class WorkCheck {

    private final Verdict verdict;
    private final Map<String, List<RunSummary>> runs = new HashMap<>();

    WorkCheck(Verdict verdict) {
        this.verdict = verdict;
    }

    void add(StoredHistory history) {
        runs.computeIfAbsent(history.workflowId(), id -> new ArrayList<>(1)).add(RunSummary.of(history));
    }

    void check(List<Work> works, List<Request> requests) {
        works.stream().flatMap(work -> work.withChildren().stream()).forEach(this::checkEnd);
        requests.forEach(this::checkRequest);
    }

    private void checkEnd(Work work) {
        verdict.count("workflows, with children", 1);
        List<RunSummary> chain = runsOf(work);
        verdict.count(
                work.kind(),
                new WorkFigures(
                        1,
                        chain.size(),
                        chain.stream().mapToInt(RunSummary::events).sum()));
        if (chain.isEmpty()) {
            verdict.add(Violation.LOST, work.id() + " is not there");
            return;
        }
        if (chain.size() != work.runs() || !isOneChain(chain)) {
            verdict.add(Violation.WRONG_END, work.id() + " has the runs " + chain);
            return;
        }
        RunSummary last = chain.stream()
                .filter(run -> run.nextRunId() == null)
                .findFirst()
                .orElseThrow();
        if (last.lastEvent() != work.closing()) {
            verdict.add(
                    last.lastEvent() != null && last.lastEvent().name().startsWith("WorkflowExecution")
                            ? Violation.WRONG_END
                            : Violation.LOST,
                    work.id() + " has ended with " + last.lastEvent() + " instead of " + work.closing());
        } else if (work.expectedResult() != null && !work.expectedResult().equals(last.result())) {
            verdict.add(
                    Violation.WRONG_END,
                    work.id() + " has the result " + last.result() + " instead of " + work.expectedResult());
        }
    }

    /** Each run but the first is the successor of one other. */
    private static boolean isOneChain(List<RunSummary> chain) {
        Set<Object> successors = chain.stream()
                .map(RunSummary::nextRunId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return successors.size() == chain.size() - 1
                && chain.stream()
                        .map(RunSummary::runId)
                        .collect(Collectors.toSet())
                        .containsAll(successors);
    }

    private void checkRequest(Request request) {
        if (request.type() == Request.Type.START) {
            if (!request.isAcknowledged()) {
                verdict.add(Violation.UNANSWERED, request + ": " + request.problem());
            }
            return;
        }
        verdict.count(request.type() == Request.Type.SIGNAL ? "signals" : "updates", 1);
        long times = runsOf(request.work()).stream()
                .mapToLong(run -> Collections.frequency(run.messages(), request.id()))
                .sum();
        if (times == 0) {
            verdict.add(
                    request.isAcknowledged() ? Violation.LOST_MESSAGE : Violation.UNANSWERED,
                    request + ": " + request.problem());
        }
        if (times > (request.work().kind().recognizesRepeatedSignals() ? 1 : request.sends())) {
            verdict.add(Violation.DUPLICATED_MESSAGE, request + " is there " + times + " times");
        }
        checkAnswer(request);
    }

    private void checkAnswer(Request request) {
        if (request.type() != Request.Type.UPDATE || !request.isAcknowledged()) {
            return;
        }
        boolean right = runsOf(request.work()).stream()
                .anyMatch(run -> Objects.equals(run.answers().get(request.id()), request.answer()));
        if (!right) {
            verdict.add(Violation.WRONG_ANSWER, request + " was answered with " + request.answer());
        }
    }

    private List<RunSummary> runsOf(Work work) {
        return runs.getOrDefault(work.id(), List.of());
    }
}
