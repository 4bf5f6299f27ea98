package dev.durable.jpa;

import dev.durable.jpa.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a database server, and cuts connections: in place of handing on what a client has sent, so that the server never gets it, or what
 * the server answers, so that nobody learns that it has done it. Thread-safe.
 */
final class LossyProxy implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final AtomicInteger lostRequests = new AtomicInteger();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile double probability;

    LossyProxy(TestDatabase target, long seed) {
        URI server = URI.create(target.url().substring("jdbc:".length()));
        this.host = server.getHost();
        this.port = server.getPort();
        this.random = new Random(seed);
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The target as it is reached through here. */
    TestDatabase of(TestDatabase target) {
        String url = target.url().replaceFirst("//[^/]*/", "//localhost:" + listener.getLocalPort() + "/");
        return new TestDatabase(url, target.username(), target.password());
    }

    /** From now on each request, and each answer, is lost with this probability, and its connection with it. */
    void losing(double newProbability) {
        probability = newProbability;
    }

    int lostRequests() {
        return lostRequests.get();
    }

    int lostAnswers() {
        return lostAnswers.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(host, port);
            sockets.addAll(List.of(client, server));
            daemon(() -> pump(client, server, lostRequests));
            daemon(() -> pump(server, client, lostAnswers));
        } catch (IOException e) {
            client.close();
        }
    }

    private void pump(Socket from, Socket to, AtomicInteger losses) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(buffer);
            while (length >= 0) {
                if (random.nextDouble() < probability) {
                    losses.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
        } catch (IOException e) {
            // The other direction has cut it.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "lossy-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
