package dev.durable.engine.determinism;

/** What workflow code must leave alone, with the reason, and what to use instead. */
public enum DeterminismRule {
    /** Clocks. */
    CLOCK("a replay happens later, so it sees another time", "workflow.now() or workflow.clock()"),
    /** Random numbers and ids. */
    RANDOMNESS("a replay draws other values", "workflow.random() or workflow.randomUuid()"),
    /** Threads, executors, locks, and what blocks a thread. */
    CONCURRENCY(
            "the order of foreign threads is not recorded, and a blocked thread blocks its turn",
            "workflow.async(…), workflow.sleep(…), workflow.await(…) or workflow.newLock()"),
    /** Files, sockets, HTTP, databases, processes, and streams of the process. */
    INPUT_OUTPUT("a replay would do it again, and get another answer", "an activity"),
    /** What differs between machines and processes. */
    ENVIRONMENT(
            "a replay may happen on another machine or with other settings",
            "an argument of the workflow, an activity, or workflow.sideEffect(…)"),
    /** State that runs share. */
    SHARED_STATE(
            "other runs, and other replays of this one, see and change it in another order",
            "a field of the workflow, workflow.newRunLocal(…), or an activity"),
    /** What only Spring beans have. */
    SPRING(
            "the engine makes workflow objects, not Spring: nothing is injected but by the constructor, and there is no proxy",
            "an activity, which is a bean");

    private final String reason;
    private final String instead;

    DeterminismRule(String reason, String instead) {
        this.reason = reason;
        this.instead = instead;
    }

    /** Why that breaks a replay. */
    public String reason() {
        return reason;
    }

    /** What workflow code uses instead. */
    public String instead() {
        return instead;
    }

    /**
     * Whether queries and validators must keep the rule, too. Those are not replayed, so they may ask clocks and settings, but they run
     * on the run's threads and must change nothing.
     */
    boolean bindsReaders() {
        return switch (this) {
            case CONCURRENCY, INPUT_OUTPUT, SHARED_STATE -> true;
            case CLOCK, RANDOMNESS, ENVIRONMENT, SPRING -> false;
        };
    }
}
