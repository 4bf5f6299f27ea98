package dev.durable.chaos;

import dev.durable.chaos.check.Verdict;
import dev.durable.chaos.check.Violation;
import dev.durable.chaos.cluster.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was done, and what came of it.
 *
 * @param settings what was to be done
 * @param took how long it took, without the check
 * @param checkTook how long the check took
 * @param faults faults by their kind
 * @param repeatedCalls calls that were repeated
 * @param refusedStarts starts that were told to be second ones although they were not
 * @param verdict what was found
 */
record ChaosReport(
        ChaosSettings settings,
        Duration took,
        Duration checkTook,
        Map<Fault, Integer> faults,
        int repeatedCalls,
        int refusedStarts,
        Verdict verdict) {

    boolean isFlawless() {
        return verdict.isFlawless();
    }

    int totalFaults() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A table. */
    String text() {
        StringBuilder text = new StringBuilder("Chaos, seed " + settings.seed() + "\n");
        line(text, "nodes", settings.nodes());
        line(text, "workflows started by callers", settings.workflows());
        line(text, "seconds", took.toSeconds());
        line(text, "seconds that the check took", checkTook.toSeconds());
        line(text, "calls repeated after failures", repeatedCalls);
        line(text, "first starts refused as second ones", refusedStarts);
        verdict.figures().forEach((what, number) -> line(text, what, number));
        text.append(String.format("  %-29s %20s %12s %12s%n", "Work", "workflows", "runs", "events"));
        verdict.works()
                .forEach((kind, number) -> text.append(String.format(
                        "  %-29s %,20d %,12d %,12d%n",
                        kind.label(), number.workflows(), number.runs(), number.events())));
        text.append("Faults\n");
        faults.forEach((fault, number) -> line(text, fault.label(), number));
        line(text, "in all", totalFaults());
        text.append("Violations\n");
        verdict.violations().forEach((violation, number) -> line(text, violation.label(), number));
        Stream.of(Violation.Damage.values())
                .forEach(damage -> line(text, damage.label() + " in all", verdict.total(damage)));
        verdict.examples().forEach(example -> text.append(example).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long number) {
        text.append(String.format("  %-65s %,12d%n", what, number));
    }
}
