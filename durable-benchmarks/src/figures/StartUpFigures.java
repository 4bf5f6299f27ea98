import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;

/**
 * What the starter adds to the start of the sample, and to its memory when it is idle: starts the packaged sample with it and without it, in turn, and prints the medians. See
 * docs/benchmarks.md.
 *
 * <pre>java durable-benchmarks/src/figures/StartUpFigures.java [pairs]</pre>
 */
class StartUpFigures {

    private static final String WITHOUT = "--spring.autoconfigure.exclude="
            + Stream.of("", "actuate.DurableActuator", "metrics.DurableMetrics", "observation.DurableObservation")
                    .map(name -> "dev.durable.autoconfigure."
                            + (name.isEmpty() ? "Durable" : name) + "AutoConfiguration")
                    .collect(Collectors.joining(","));

    private static final List<String> FIGURES = List.of(
            "ms until main returns",
            "ms processor time",
            "ms processor time of the main thread",
            "KB of heap after a collection",
            "KB of other memory",
            "threads");

    public static void main(String[] args) throws Exception {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        Path folder = Files.createTempDirectory("start-up");
        try {
            String classPath = unpack(folder);
            List<int[]> with = new ArrayList<>();
            List<int[]> without = new ArrayList<>();
            start(folder, classPath, true); // makes the tables
            for (int pair = 0; pair < pairs; pair++) {
                without.add(start(folder, classPath, false));
                with.add(start(folder, classPath, true));
            }
            report(with, without);
        } finally {
            delete(folder);
        }
    }

    private static void report(List<int[]> with, List<int[]> without) {
        System.out.printf("%-38s %8s %8s %18s%n", "median of " + with.size(), "with", "without", "of the differences");
        for (int i = 0; i < FIGURES.size(); i++) {
            int figure = i;
            System.out.printf(
                    "%-38s %8d %8d %18d%n",
                    FIGURES.get(i),
                    median(with.stream().map(start -> start[figure])),
                    median(without.stream().map(start -> start[figure])),
                    median(IntStream.range(0, with.size())
                            .mapToObj(pair -> with.get(pair)[figure] - without.get(pair)[figure])));
        }
    }

    private static int median(Stream<Integer> values) {
        List<Integer> sorted = values.sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static int[] start(Path folder, String classPath, boolean with) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dwithout=" + !with,
                "-cp",
                classPath,
                "MeasuredStart",
                "--server.port=0"));
        if (!with) {
            command.add(WITHOUT);
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines()
                .filter(line -> line.startsWith("STARTED "))
                .map(line -> Stream.of(line.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The sample did not start:\n" + output));
    }

    /** As a class path of jars, so that what is measured is not the reading of jars inside a jar. */
    private static String unpack(Path folder) throws IOException {
        List<String> classPath = new ArrayList<>(List.of(
                folder.resolve("figures").toString(),
                folder.resolve("BOOT-INF/classes").toString()));
        try (ZipFile jar = new ZipFile(jar())) {
            for (ZipEntry entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
                Path file = folder.resolve(entry.getName()).normalize();
                Files.createDirectories(file.getParent());
                Files.copy(jar.getInputStream(entry), file);
                if (entry.getName().startsWith("BOOT-INF/lib/")) {
                    classPath.add(file.toString());
                }
            }
        }
        String joined = String.join(File.pathSeparator, classPath);
        String source = "durable-benchmarks/src/figures/MeasuredStart.java";
        Files.createDirectories(folder.resolve("figures"));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", joined, "-d", folder.resolve("figures").toString(), source);
        if (errors != 0) {
            throw new IllegalStateException(source + " does not compile");
        }
        return joined;
    }

    private static File jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("sample-order-app/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("sample-order-app-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The sample must be packaged first"))
                    .toFile();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
