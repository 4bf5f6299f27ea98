package dev.durable.autoconfigure.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What a scan for workflows has found.
 *
 * @param implementations what can be run
 * @param foreign interfaces that nothing implements, which can only be started
 */
public record FoundWorkflows(Set<Class<?>> implementations, Set<Class<?>> foreign) {

    /** Where it is kept if the application was processed ahead of time. */
    public static final String RESOURCE = "META-INF/durable/workflows";

    private static final String RUN = "run ";
    private static final String START = "start ";

    /** Both together. */
    public Set<Class<?>> all() {
        Set<Class<?>> all = new LinkedHashSet<>(implementations);
        all.addAll(foreign);
        return all;
    }

    /** One line for each type. */
    public String toText() {
        return Stream.concat(
                        implementations.stream().map(type -> RUN + type.getName()),
                        foreign.stream().map(type -> START + type.getName()))
                .collect(Collectors.joining("\n"));
    }

    static FoundWorkflows fromText(String text, @Nullable ClassLoader classLoader) {
        Set<Class<?>> implementations = new LinkedHashSet<>();
        Set<Class<?>> foreign = new LinkedHashSet<>();
        text.lines().forEach(line -> {
            if (line.startsWith(RUN)) {
                implementations.add(ClassUtils.resolveClassName(line.substring(RUN.length()), classLoader));
            } else if (line.startsWith(START)) {
                foreign.add(ClassUtils.resolveClassName(line.substring(START.length()), classLoader));
            }
        });
        return new FoundWorkflows(implementations, foreign);
    }

    /** What was found ahead of time, or null if nothing was looked for. */
    static @Nullable FoundWorkflows fromResource(@Nullable ClassLoader classLoader) {
        ClassLoader loader = classLoader == null ? FoundWorkflows.class.getClassLoader() : classLoader;
        try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
            return resource == null
                    ? null
                    : fromText(new String(resource.readAllBytes(), StandardCharsets.UTF_8), classLoader);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " could not be read", e);
        }
    }
}
