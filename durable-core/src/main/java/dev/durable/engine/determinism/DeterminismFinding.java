package dev.durable.engine.determinism;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something in the code of a workflow that breaks a replay, or may.
 *
 * @param workflow class of the workflow
 * @param rule the rule that is broken
 * @param severity how sure the check is
 * @param what what the code does, such as {@code calls java.time.Instant.now()}
 * @param location where
 * @param path the calls that lead there, from the innermost to the workflow's own method; empty if that method does it itself
 */
public record DeterminismFinding(
        Class<?> workflow,
        DeterminismRule rule,
        Severity severity,
        String what,
        CodeLocation location,
        List<CodeLocation> path) {

    /** Copies the list. */
    public DeterminismFinding {
        path = List.copyOf(path);
    }

    /** In one line: what, where, how one gets there, and what to use instead. */
    @Override
    public String toString() {
        String calls = path.stream().map(call -> ", called by " + call).collect(Collectors.joining());
        return location + " " + what + calls + ": " + rule.reason() + ". Use " + rule.instead() + ".";
    }

    /** How sure the check is. */
    public enum Severity {
        /** The rule is broken; whether the run notices depends on what the code does with it. */
        ERROR,
        /** Often harmless: worth a look. */
        WARNING
    }
}
