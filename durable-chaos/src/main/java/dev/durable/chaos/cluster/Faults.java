package dev.durable.chaos.cluster;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes faults, one after another, at random. What is struck recovers by itself after a while, and meanwhile others are struck. The seed decides
 * what comes next, as far as it depends on nothing else.
 */
public final class Faults implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final Duration pause;
    private final Random random;
    private final List<Fault> tickets = Stream.of(Fault.values())
            .flatMap(fault -> Collections.nCopies(fault.weight(), fault).stream())
            .toList();
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
    private final List<Node> free;
    private final ExecutorService recoveries = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private CompletableFuture<Void> databaseIsUp = CompletableFuture.completedFuture(null);

    /**
     * Nothing happens yet.
     *
     * @param pause between two faults, on average
     */
    public Faults(Cluster cluster, Duration pause, long seed) {
        this.cluster = cluster;
        this.pause = pause;
        this.random = new Random(seed);
        this.free = Collections.synchronizedList(new ArrayList<>(cluster.nodes()));
    }

    /** Waits a while, and lets something happen then. */
    public void next() throws IOException, SQLException {
        Throwable broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("Something did not recover", broken);
        }
        Node.pause(pause.dividedBy(2).plusMillis(random.nextLong(pause.toMillis())));
        Fault fault = tickets.get(random.nextInt(tickets.size()));
        boolean happened = switch (fault) {
            case NODE_KILLED, NODE_PAUSED, NODE_RESTARTED -> strikeNode(fault);
            case DATABASE_CRASHED -> crashDatabase();
            case CONNECTIONS_CUT -> cutConnections();
        };
        if (happened) {
            made.merge(fault, 1, Integer::sum);
            log.info("{}: {} so far", fault, made.get(fault));
        }
    }

    private boolean strikeNode(Fault fault) {
        // One is left alone at any time: on a slow machine there would often be none that works.
        if (free.size() < 2) {
            return false;
        }
        Node node = free.remove(random.nextInt(free.size()));
        Duration absence = Duration.ofMillis(random.nextInt(4_000));
        recoveries.execute(() -> {
            try {
                strike(node, fault, absence);
                free.add(node);
            } catch (Exception | LinkageError e) {
                failure.compareAndSet(null, e);
            }
        });
        return true;
    }

    private static void strike(Node node, Fault fault, Duration absence) throws InterruptedException {
        if (fault == Fault.NODE_PAUSED) {
            node.stop();
            Node.pause(LEASE.plusMillis(500).plus(absence));
            node.resume();
            return;
        }
        if (fault == Fault.NODE_KILLED) {
            node.kill();
        } else {
            node.shutDown();
        }
        Node.pause(absence);
        node.startAgain();
    }

    private boolean crashDatabase() throws IOException {
        if (!databaseIsUp.isDone()) {
            return false;
        }
        Duration absence = Duration.ofMillis(random.nextInt(3_000));
        cluster.database().crash();
        databaseIsUp = CompletableFuture.runAsync(
                () -> {
                    Node.pause(absence);
                    try {
                        cluster.database().start();
                    } catch (IOException | RuntimeException e) {
                        failure.compareAndSet(null, e);
                        throw new CompletionException(e);
                    }
                },
                recoveries);
        return true;
    }

    private boolean cutConnections() throws SQLException {
        if (!databaseIsUp.isDone()) {
            return false;
        }
        cluster.database().cutConnections();
        return true;
    }

    /** Waits until everything is up again. */
    public void end() throws InterruptedException {
        databaseIsUp.join();
        while (free.size() < cluster.nodes().size() && failure.get() == null) {
            Node.pause(Duration.ofMillis(100));
        }
        Throwable broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("Something did not recover", broken);
        }
    }

    /** How many faults there were. */
    public int total() {
        return made.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many faults there were of each kind. */
    public Map<Fault, Integer> made() {
        return Stream.of(Fault.values())
                .collect(Collectors.toMap(
                        fault -> fault,
                        fault -> made.getOrDefault(fault, 0),
                        Integer::sum,
                        () -> new EnumMap<>(Fault.class)));
    }

    @Override
    public void close() {
        recoveries.shutdownNow();
    }
}
