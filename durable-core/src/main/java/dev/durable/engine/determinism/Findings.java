package dev.durable.engine.determinism;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What has been found in one workflow, each place once. */
final class Findings {

    private final Class<?> workflow;
    private final List<DeterminismFinding> found = new ArrayList<>();
    private final Set<String> places = new HashSet<>();
    private boolean ofReaders;

    Findings(Class<?> workflow) {
        this.workflow = workflow;
    }

    /** From now on, keeps only what queries and validators must not do either. */
    void ofReaders() {
        ofReaders = true;
    }

    void add(DeterminismRule rule, Severity severity, String what, Visit visit, int line) {
        add(rule, severity, what, visit.member().location(line), visit.path());
    }

    void add(DeterminismRule rule, Severity severity, String what, CodeLocation location, List<CodeLocation> path) {
        if ((!ofReaders || rule.bindsReaders()) && places.add(location + what)) {
            found.add(new DeterminismFinding(workflow, rule, severity, what, location, path));
        }
    }

    List<DeterminismFinding> all() {
        return List.copyOf(found);
    }
}
