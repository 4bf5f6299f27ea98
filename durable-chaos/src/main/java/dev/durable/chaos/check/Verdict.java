package dev.durable.chaos.check;

import dev.durable.chaos.work.WorkKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found. Not thread-safe. */
public final class Verdict {

    private static final int EXAMPLES = 20;

    private final Map<Violation, Integer> violations = new EnumMap<>(Violation.class);
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Long> figures = new LinkedHashMap<>();

    private final Map<WorkKind, WorkFigures> works = new EnumMap<>(WorkKind.class);

    Verdict() {
        for (Violation violation : Violation.values()) {
            violations.put(violation, 0);
        }
    }

    void add(Violation violation, String what) {
        if (violations.merge(violation, 1, Integer::sum) <= EXAMPLES) {
            examples.add(violation + ": " + what);
        }
    }

    void count(String what, long number) {
        figures.merge(what, number, Long::sum);
    }

    void count(WorkKind kind, WorkFigures more) {
        works.merge(kind, more, WorkFigures::plus);
    }

    /** How often what must not happen has happened. */
    public Map<Violation, Integer> violations() {
        return violations;
    }

    /** What was looked at, in numbers. */
    public Map<String, Long> figures() {
        return figures;
    }

    /** How much there was of each kind of work. */
    public Map<WorkKind, WorkFigures> works() {
        return works;
    }

    /** How many violations are of a class. */
    public int total(Violation.Damage damage) {
        return violations.entrySet().stream()
                .filter(entry -> entry.getKey().damage() == damage)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Some violations in words. */
    public List<String> examples() {
        return examples;
    }

    /** Whether nothing has happened that must not happen. */
    public boolean isFlawless() {
        return examples.isEmpty();
    }
}
