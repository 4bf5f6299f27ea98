package dev.durable.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A new application in a directory of its own: its sources, which know the starter, are compiled there and run in processes of their own, with what the
 * starter brings and a JDBC driver on the class path.
 */
final class OutsideApplication {

    private static final String MAIN_CLASS = "shop.ShopApplication";

    private final Path directory;
    private final Path classes;
    private final List<String> libraries = new ArrayList<>();

    OutsideApplication(Path directory, Class<?> driver) throws IOException {
        this.directory = directory;
        this.classes = Files.createDirectories(directory.resolve("classes"));
        String starter = Files.readString(Path.of("target", "application-class-path.txt"))
                .strip();
        libraries.addAll(List.of(starter.split(File.pathSeparator)));
        CodeSource source = driver.getProtectionDomain().getCodeSource();
        libraries.add(new File(source.getLocation().getPath()).getPath());
        compile(Path.of("src", "test", "resources", "outside"));
    }

    /** Compiles all sources in a folder and below. */
    void compile(Path sources) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-parameters", "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("The application does not compile");
        }
    }

    /** Does what Spring Boot's build plugins do: turns beans into code, compiles that, and puts it beside the application's classes. */
    void processAheadOfTime() throws IOException, InterruptedException {
        Path sources = directory.resolve("aot-sources");
        Path resources = directory.resolve("aot-resources");
        Path generated = directory.resolve("aot-classes");
        java(
                "org.springframework.boot.SpringApplicationAotProcessor",
                MAIN_CLASS,
                sources.toString(),
                resources.toString(),
                generated.toString(),
                "outside",
                "shop");
        libraries.add(resources.toString());
        libraries.add(generated.toString());
        compile(sources);
    }

    /** The hints for native images. */
    String hints() throws IOException {
        return Files.readString(directory.resolve(
                Path.of("aot-resources", "META-INF", "native-image", "outside", "shop", "reachability-metadata.json")));
    }

    /** The version of the engine, as its jar tells it: {@code Package#getImplementationVersion()}, which info shows. */
    String engineVersion() throws IOException {
        String jar = libraries.stream()
                .filter(library -> Path.of(library).getFileName().toString().startsWith("durable-core-"))
                .findFirst()
                .orElseThrow();
        try (JarFile engine = new JarFile(jar)) {
            return engine.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    /** Runs the application to its end. */
    String run(String... options) throws IOException, InterruptedException {
        return java(Stream.concat(Stream.of(options), Stream.of(MAIN_CLASS)).toArray(String[]::new));
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(directory, "run", ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("The application " + (ended ? "failed" : "did not end") + ":\n" + output);
        }
        return output;
    }

    private String classPath() {
        return Stream.concat(Stream.of(classes.toString()), libraries.stream())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
