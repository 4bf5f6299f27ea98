package dev.durable.engine.determinism;

import java.time.Duration;
import java.util.Set;

/**
 * What an engine checks before it executes workflows.
 *
 * @param mode what becomes of findings, and of open runs that do not replay
 * @param packages packages whose classes (and those below) the check follows, besides those of the workflows
 * @param trusted classes, methods and packages that it takes for deterministic; see {@link DeterminismCheck#trusting}
 * @param verifyOpenRuns how many open runs of each workflow type are replayed, the newest first; 0 for none
 * @param verifyTimeout how long these replays may hold up the start
 */
public record DeterminismSettings(
        DeterminismMode mode, Set<String> packages, Set<String> trusted, int verifyOpenRuns, Duration verifyTimeout) {

    /** Checks nothing. */
    public static final DeterminismSettings OFF =
            new DeterminismSettings(DeterminismMode.OFF, Set.of(), Set.of(), 0, Duration.ofSeconds(30));

    /** Copies the sets. */
    public DeterminismSettings {
        packages = Set.copyOf(packages);
        trusted = Set.copyOf(trusted);
    }
}
