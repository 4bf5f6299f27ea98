package dev.durable.chaos.cluster;

import dev.durable.chaos.work.BookingActivities;
import dev.durable.chaos.work.RoutedActivities;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Nodes and their database. */
public final class Cluster implements AutoCloseable {

    private static final int FEW_SLOTS = 3;
    private static final int MANY_SLOTS = 200;

    private final Path directory;
    private final Database database;
    private final List<Node> nodes;
    private final Thread killer = new Thread(this::killAll, "chaos-killer");

    private Cluster(Path directory, Database database, List<Node> nodes) {
        this.directory = directory;
        this.database = database;
        this.nodes = nodes;
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts database and nodes.
     *
     * @param directory for all that they leave behind
     */
    public static Cluster start(int size, Path directory) throws IOException {
        Files.createDirectories(directory);
        Database database = new Database(directory.resolve("database"), directory.resolve("database.log"));
        try {
            database.execute(BookingActivities.CREATE_TABLE);
        } catch (SQLException e) {
            database.close();
            throw new IOException(e);
        }
        Cluster cluster = new Cluster(
                directory,
                database,
                IntStream.rangeClosed(1, size)
                        .mapToObj(number -> new Node(
                                number,
                                directory,
                                List.of(
                                        "--spring.datasource.url=" + database.url(),
                                        "--durable.worker.task-queues=" + queues(number, size),
                                        "--durable.worker.max-concurrent-activities=" + slots(number))))
                        .toList());
        try {
            CompletableFuture.allOf(cluster.nodes.stream()
                            .map(node -> CompletableFuture.runAsync(node::start))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** One node does not have all queues, if there is another one. */
    private static String queues(int number, int size) {
        return number == size && size > 1 ? "default" : "default," + RoutedActivities.QUEUE;
    }

    /** One node has so few slots that it leaves attempts to the others. */
    private static int slots(int number) {
        return number == 2 ? FEW_SLOTS : MANY_SLOTS;
    }

    /** Where some node listens, or has listened before something happened to it. */
    public URI address(RandomGenerator random) {
        List<URI> addresses =
                nodes.stream().map(Node::address).filter(Objects::nonNull).toList();
        return addresses.get(random.nextInt(addresses.size()));
    }

    /** The database. */
    public Database database() {
        return database;
    }

    /** Where nodes leave logs and ledgers. */
    public Path directory() {
        return directory;
    }

    List<Node> nodes() {
        return nodes;
    }

    private void killAll() {
        for (Node node : nodes) {
            try {
                node.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the nodes; the database stays. */
    public void endNodes() throws InterruptedException {
        for (Node node : nodes) {
            node.shutDown();
        }
    }

    /** How many rows a query counts. */
    public long count(String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        killAll();
        database.close();
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
