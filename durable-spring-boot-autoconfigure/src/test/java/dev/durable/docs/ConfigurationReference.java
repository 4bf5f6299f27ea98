package dev.durable.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tables of properties, made from the metadata that editors complete by. What maps of options have as values is not in the metadata, and is taken from the Javadoc
 * that the metadata would be made from.
 */
final class ConfigurationReference {

    private static final Pattern TABLE =
            Pattern.compile("(?s)<!-- properties: (\\S+) -->\n.*?<!-- end of properties -->");
    private static final Pattern OPTIONS = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.+Properties)>");
    private static final String SOURCES = "durable-spring-boot-autoconfigure/src/main/java/";

    private final Map<String, JsonNode> properties = new TreeMap<>();
    private final Map<String, JsonNode> hints = new TreeMap<>();

    ConfigurationReference() {
        try {
            for (URL url : Collections.list(
                    getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = url.openStream()) {
                    JsonNode metadata = new JsonMapper().readTree(json);
                    metadata.path("properties").forEach(property -> properties.put(text(property, "name"), property));
                    metadata.path("hints").forEach(hint -> hints.put(text(hint, "name"), hint));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The prefixes whose properties the page has tables of. */
    static List<String> tablesOf(String page) {
        return TABLE.matcher(page).results().map(table -> table.group(1)).toList();
    }

    /** The page with its tables made anew. */
    String in(String page) {
        return TABLE.matcher(page).replaceAll(this::table);
    }

    /** The names of all properties that begin so. */
    List<String> names(String prefix) {
        List<String> names = new ArrayList<>(properties.keySet());
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    private String table(MatchResult found) {
        String prefix = found.group(1);
        String rows = properties.values().stream()
                .filter(property -> text(property, "name").equals(prefix)
                        || text(property, "name").startsWith(prefix + "."))
                .flatMap(this::rows)
                .collect(Collectors.joining());
        return Matcher.quoteReplacement(
                "<!-- properties: " + prefix + " -->\n\n| Property | Default | What it says |\n|---|---|---|\n" + rows
                        + "\n<!-- end of properties -->");
    }

    private Stream<String> rows(JsonNode property) {
        String name = text(property, "name");
        Matcher options = OPTIONS.matcher(text(property, "type"));
        return options.matches()
                ? optionsOf(options.group(1)).entrySet().stream()
                        .map(option -> row(name + ".<name>." + option.getKey(), "", option.getValue()))
                : Stream.of(row(name, defaultOf(property), text(property, "description") + valuesOf(name)));
    }

    private static String defaultOf(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString();
        return text.isEmpty() ? "" : "`" + text.replace("_", text.endsWith("_") ? "_" : "-") + "`";
    }

    private String valuesOf(String name) {
        return hints.containsKey(name) && !hints.get(name).has("providers")
                ? hints.get(name)
                        .path("values")
                        .valueStream()
                        .map(value -> " `" + text(value, "value") + "`: "
                                + text(value, "description").replaceFirst("\\.$", ""))
                        .collect(Collectors.joining(";", "", "."))
                : "";
    }

    private static String row(String name, String defaultValue, String description) {
        return "| `" + name + "` |" + (defaultValue.isEmpty() ? "" : " " + defaultValue) + " | "
                + description.replaceAll("\\b(DUR-\\d{4})\\b", "`$1`") + " |\n";
    }

    /** The options of a record by name, nested records among them, as its Javadoc describes them. */
    private static Map<String, String> optionsOf(String type) {
        String source = MarkdownPages.read(MarkdownPages.ROOT.resolve(SOURCES + type.replace('.', '/') + ".java"));
        Map<String, String> described = new TreeMap<>();
        Pattern.compile("(?s) \\* @param (\\w+) (.+?)(?=\\n *\\* @|\\n *\\*/)")
                .matcher(source)
                .results()
                .forEach(parameter ->
                        described.put(parameter.group(1), parameter.group(2).replaceAll("\\s+\\*\\s+", " ")));
        return optionsOf(load(type), described);
    }

    private static Map<String, String> optionsOf(Class<?> type, Map<String, String> described) {
        Map<String, String> options = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                optionsOf(component.getType(), described)
                        .forEach((inner, description) -> options.put(name + "." + inner, description));
            } else {
                options.put(name, described.get(component.getName()));
            }
        }
        return options;
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
