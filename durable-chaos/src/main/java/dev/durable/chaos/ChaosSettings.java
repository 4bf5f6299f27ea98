package dev.durable.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is done, and for how long.
 *
 * @param nodes how many nodes there are
 * @param workflows how many workflows callers start
 * @param duration how long faults are made, at least, and over how long the starts are spread
 * @param faults how many faults are made, at least
 * @param faultPause between two faults, on average
 * @param maxOpen how many workflows may be open before further starts are put off
 * @param seed decides what the workflows do and which faults come in which order
 * @param directory for everything that is left behind
 */
record ChaosSettings(
        int nodes,
        int workflows,
        Duration duration,
        int faults,
        Duration faultPause,
        int maxOpen,
        long seed,
        Path directory) {

    /**
     * Settings from arguments of the form {@code --key=value}.
     *
     * @throws IllegalArgumentException if there is one that is not known
     */
    static ChaosSettings parse(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("'" + argument + "' is not of the form --key=value");
            }
            given.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        ChaosSettings settings = new ChaosSettings(
                Integer.parseInt(take(given, "nodes", "3")),
                Integer.parseInt(take(given, "workflows", "100000")),
                Duration.ofSeconds(Long.parseLong(take(given, "seconds", "1200"))),
                Integer.parseInt(take(given, "faults", "200")),
                Duration.ofMillis(Long.parseLong(take(given, "fault-pause-millis", "6000"))),
                Integer.parseInt(take(given, "max-open", "1500")),
                Long.parseLong(take(given, "seed", Long.toString(System.nanoTime()))),
                Path.of(take(given, "directory", "target/chaos")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("There are no arguments " + given.keySet());
        }
        return settings;
    }

    private static String take(Map<String, String> given, String key, String otherwise) {
        String value = given.remove(key);
        return value == null ? otherwise : value;
    }
}
