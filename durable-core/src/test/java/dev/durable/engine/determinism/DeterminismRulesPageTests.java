package dev.durable.engine.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page on determinism says is what the check does. */
class DeterminismRulesPageTests {

    private static final Path PAGE = Path.of("..", "docs", "determinism.md");

    @ParameterizedTest
    @EnumSource
    void everyRuleHasItsSection(DeterminismRule rule) throws IOException {
        assertThat(Files.readString(PAGE)).contains(section(rule));
    }

    /** A heading, the reason, what to use instead, and the table of what is forbidden. */
    private static String section(DeterminismRule rule) {
        StringBuilder section = new StringBuilder("### " + rule + "\n\nWhy: " + rule.reason() + ".\n\nInstead: "
                + rule.instead().replaceAll("(workflow\\.\\w+\\([^)]*\\))", "`$1`") + ".\n");
        Map<String, String> rows = ForbiddenCalls.all().stream()
                .filter(call -> call.rule() == rule)
                .collect(Collectors.groupingBy(
                        ForbiddenCall::className,
                        LinkedHashMap::new,
                        Collectors.mapping(DeterminismRulesPageTests::written, Collectors.joining(", "))));
        if (!rows.isEmpty()) {
            section.append("\n| Class | Members |\n|---|---|\n");
            rows.forEach((type, members) -> section.append("| `" + type + "` | " + members + " |\n"));
        }
        return section.toString();
    }

    private static String written(ForbiddenCall call) {
        String member = call.name().equals(ForbiddenCall.ANY) ? "all methods" : "`" + call.member() + "`";
        return call.severity() == Severity.WARNING ? member + " (warning)" : member;
    }

    /** Prints what the page has to contain: to be called when the table has changed. */
    public static void main(String[] arguments) {
        for (DeterminismRule rule : DeterminismRule.values()) {
            System.out.println(section(rule));
        }
    }
}
