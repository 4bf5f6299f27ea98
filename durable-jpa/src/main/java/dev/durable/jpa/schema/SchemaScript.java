package dev.durable.jpa.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of the schema.
 *
 * @param version from 1, without gaps
 * @param fileName name of the script in the platform's folder
 */
record SchemaScript(int version, String fileName) {

    /** All versions, in order. */
    static final List<SchemaScript> ALL = List.of(new SchemaScript(1, "V1__create_tables.sql"));

    private static final Pattern TABLE = Pattern.compile(
            "create table \\$\\{schema}\\$\\{prefix}(?<name>\\w+) \\((?<columns>.*?)^\\)",
            Pattern.DOTALL | Pattern.MULTILINE);

    private static final Set<String> NO_COLUMN = Set.of("constraint", "primary", "unique", "index", "key");

    /** The version that this code needs. */
    static final int CURRENT_VERSION = ALL.get(ALL.size() - 1).version();

    /** The script's statements, for the given names. */
    List<String> statements(DatabasePlatform platform, TableNames names) {
        String schema = names.schema() == null ? "" : names.schema() + ".";
        String script = read(platform).replace("${schema}", schema).replace("${prefix}", names.prefix());
        return Arrays.stream(script.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** The columns that the script creates, by table. */
    Map<String, List<String>> columns(DatabasePlatform platform) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(read(platform));
        while (table.find()) {
            tables.put(
                    table.group("name"),
                    table.group("columns")
                            .lines()
                            .map(line -> line.strip().split(" ", 2)[0])
                            .filter(word -> !word.isEmpty() && !NO_COLUMN.contains(word))
                            .toList());
        }
        return tables;
    }

    private String read(DatabasePlatform platform) {
        String path = platform.id() + "/" + fileName;
        try (InputStream script = SchemaScript.class.getResourceAsStream(path)) {
            if (script == null) {
                throw new IllegalStateException("The schema script " + path + " is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema script " + path + " could not be read", e);
        }
    }
}
