package dev.durable.autoconfigure;

import dev.durable.engine.determinism.DeterminismMode;
import dev.durable.engine.determinism.DeterminismSettings;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is checked before workflows are executed.
 *
 * @param check What becomes of calls in workflow code that break a replay, such as those of clocks.
 * @param packages Packages whose classes the check follows, with those below, besides the application's own.
 * @param trusted Classes, methods, static fields and packages that the check takes for deterministic, for code that cannot be annotated with Deterministic.
 * @param verifyOpenRuns How many open runs of each workflow type are replayed before anything is executed, the newest first; 0 for none, at most
 *     1000. With check=fail one that does not replay fails the start.
 * @param verifyTimeout How long the replays of open runs may hold up the start; the rest is left out.
 */
public record DeterminismProperties(
        @DefaultValue("warn") DeterminismMode check,
        @DefaultValue Set<String> packages,
        @DefaultValue Set<String> trusted,
        @DefaultValue("0") int verifyOpenRuns,
        @DefaultValue("30s") Duration verifyTimeout) {

    /** Copies the sets. */
    public DeterminismProperties {
        packages = Set.copyOf(packages);
        trusted = Set.copyOf(trusted);
    }

    /**
     * The same as the engine takes it.
     *
     * @param applicationPackages packages in which workflows are looked for
     */
    DeterminismSettings toSettings(Set<String> applicationPackages) {
        Set<String> all = new TreeSet<>(packages);
        all.addAll(applicationPackages);
        return new DeterminismSettings(check, all, trusted, verifyOpenRuns, verifyTimeout);
    }
}
