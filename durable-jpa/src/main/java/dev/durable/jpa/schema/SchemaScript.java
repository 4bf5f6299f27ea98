package dev.durable.jpa.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One version of the schema.
 *
 * @param version from 1, without gaps
 * @param fileName name of the script in the platform's folder
 */
record SchemaScript(int version, String fileName) {

    /** All versions, in order. */
    static final List<SchemaScript> ALL = List.of(new SchemaScript(1, "V1__create_tables.sql"));

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
