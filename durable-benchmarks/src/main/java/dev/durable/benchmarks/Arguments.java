package dev.durable.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of the form {@code --key=value}. */
final class Arguments {

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, String> known = new LinkedHashMap<>();

    private Arguments() {}

    static Arguments parse(String... args) {
        Arguments arguments = new Arguments();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("'" + arg + "' is not of the form --key=value");
            }
            arguments.given.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        return arguments;
    }

    String text(String key, String otherwise) {
        known.put(key, otherwise);
        return given.getOrDefault(key, otherwise);
    }

    @Nullable
    String optionalText(String key) {
        known.put(key, "");
        return given.get(key);
    }

    int number(String key, int otherwise) {
        return Integer.parseInt(text(key, Integer.toString(otherwise)));
    }

    /** To be called when all keys were asked for: a misspelt one must not go unnoticed in a measurement. */
    void requireAllKnown() {
        for (String key : given.keySet()) {
            if (!known.containsKey(key)) {
                throw new IllegalArgumentException("There is no argument --" + key + "; there are " + known);
            }
        }
    }
}
