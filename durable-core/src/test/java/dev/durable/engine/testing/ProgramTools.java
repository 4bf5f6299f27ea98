package dev.durable.engine.testing;

import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Statements of {@link ProgramWorkflow} over what is recorded in passing, and over what its threads share. Side effects follow from
 * the state of the program, so that a live step can be repeated.
 */
final class ProgramTools {

    private static final SearchAttributeKey<Long> TRACED = SearchAttributeKey.longKey("traced");

    private final WorkflowContext workflow;
    private final UnaryOperator<String> call;
    private final List<String> trace;
    private final WorkflowLock lock;
    private final WorkflowSemaphore permits;
    private final WorkflowQueue<String> queue;
    private final WorkflowLocal<Integer> ofThread;
    private final WorkflowLocal<Integer> ofRun;
    private final List<Consumer<Random>> recorded = List.of(
            this::askVersion, this::evaluate, this::evaluateAgain, this::changeSearchAttributes, this::changeMemo);
    private final List<Consumer<Random>> shared =
            List.of(this::callAlone, this::tryToCallAlone, this::holdPermits, this::passOn, this::countLocals);

    ProgramTools(WorkflowContext workflow, UnaryOperator<String> call, List<String> trace) {
        this.workflow = workflow;
        this.call = call;
        this.trace = trace;
        this.lock = workflow.newLock();
        this.permits = workflow.newSemaphore(2);
        this.queue = workflow.newQueue(1);
        this.ofThread = workflow.newThreadLocal(() -> 0);
        this.ofRun = workflow.newRunLocal(() -> 0);
    }

    /** Has something recorded that does not block. */
    void record(Random random) {
        recorded.get(random.nextInt(recorded.size())).accept(random);
    }

    /** Shares something with other threads. */
    void share(Random random) {
        shared.get(random.nextInt(shared.size())).accept(random);
    }

    private void askVersion(Random random) {
        trace.add("version " + workflow.version("change " + random.nextInt(3), 0, 2));
    }

    private void evaluate(Random random) {
        trace.add(workflow.sideEffect(String.class, () -> "effect " + trace.size()));
    }

    private void evaluateAgain(Random random) {
        trace.add(
                "about " + workflow.mutableSideEffect("size", Integer.class, (old, now) -> now > old + 4, trace::size));
    }

    private void changeSearchAttributes(Random random) {
        workflow.upsertSearchAttributes(SearchAttributes.of(TRACED, trace.size() / 4L));
        trace.add("attributes " + workflow.searchAttributes().get(TRACED));
    }

    private void changeMemo(Random random) {
        workflow.upsertMemo(Map.of("note " + random.nextInt(2), trace.size() / 4));
        trace.add("memo " + workflow.memo("note 0", Integer.class));
    }

    private void callAlone(Random random) {
        lock.lock();
        callAndUnlock();
    }

    private void tryToCallAlone(Random random) {
        if (lock.tryLock(shortTime(random))) {
            callAndUnlock();
        } else {
            trace.add("not alone");
        }
    }

    private void callAndUnlock() {
        try {
            call.apply("alone");
        } finally {
            lock.unlock();
        }
    }

    private void holdPermits(Random random) {
        int count = 1 + random.nextInt(2);
        permits.acquire(count);
        try {
            workflow.sleep(shortTime(random));
        } finally {
            permits.release(count);
        }
        trace.add("held " + count);
    }

    private void passOn(Random random) {
        String element = "element " + random.nextInt(100);
        workflow.async(() -> queue.put(element));
        trace.add("got " + queue.poll(shortTime(random)) + ", then " + queue.size());
    }

    private void countLocals(Random random) {
        ofThread.set(ofThread.get() + 1);
        ofRun.set(ofRun.get() + 1);
        trace.add("locals " + ofThread.get() + " of " + ofRun.get());
    }

    private static Duration shortTime(Random random) {
        return Duration.ofMillis(1 + random.nextInt(30));
    }
}
