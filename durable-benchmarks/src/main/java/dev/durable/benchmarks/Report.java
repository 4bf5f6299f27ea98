package dev.durable.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, as a table for people and as JSON for programs. Values that could not be had are left out. */
final class Report {

    private static final String JSON_BEGINS = "----- JSON -----";
    private static final String JSON_ENDS = "----- END -----";

    private final Map<String, List<Entry>> sections = new LinkedHashMap<>();

    Section section(String name) {
        List<Entry> entries = sections.computeIfAbsent(name, ignored -> new ArrayList<>());
        return new Section(entries);
    }

    void printTable(PrintStream out) {
        sections.forEach((name, entries) -> {
            if (entries.isEmpty()) {
                return;
            }
            out.println();
            out.println(words(name));
            entries.forEach(entry ->
                    out.printf(Locale.ROOT, "  %-44s %14s %s%n", words(entry.name), entry.formatted(), entry.unit));
        });
        out.println();
    }

    void printJson(PrintStream out) {
        out.println(JSON_BEGINS);
        out.println(json());
        out.println(JSON_ENDS);
    }

    String json() {
        Map<String, Map<String, Object>> document = new LinkedHashMap<>();
        sections.forEach((name, entries) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.name, entry.rounded()));
            document.put(name, values);
        });
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document);
    }

    /** {@code commitsPerWorkflow} as {@code commits per workflow}. */
    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
    }

    /** A group of values. */
    record Section(List<Entry> entries) {

        Section add(String name, @Nullable Object value, String unit) {
            if (value != null && !(value instanceof Double number && !Double.isFinite(number))) {
                entries.add(new Entry(name, value, unit));
            }
            return this;
        }

        Section add(String name, @Nullable Object value) {
            return add(name, value, "");
        }
    }

    private record Entry(String name, Object value, String unit) {

        String formatted() {
            if (value instanceof Double number) {
                return String.format(Locale.ROOT, number < 100 ? "%.3f" : "%.0f", number);
            }
            return value.toString();
        }

        Object rounded() {
            return value instanceof Double number ? Math.round(number * 10_000) / 10_000.0 : value;
        }
    }
}
