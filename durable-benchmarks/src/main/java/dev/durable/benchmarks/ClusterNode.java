package dev.durable.benchmarks;

import dev.durable.engine.DurableEngine;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node in a process of its own, which can be killed. It hosts workflows that wait for a signal, and says on its output when it is up, and
 * when it has begun as many of them as it was told to. It ends when its input does.
 */
public final class ClusterNode {

    static final String UP = "UP ";
    static final String BLOCKED = "BLOCKED";
    static final String PREFIX = "blocked-";

    private static final int CALLERS = 200;

    private ClusterNode() {}

    /** Runs the node. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        String url = arguments.text("url", "");
        String user = arguments.text("user", "postgres");
        String name = arguments.text("name", "node");
        int blocked = arguments.number("blocked", 0);
        arguments.requireAllKnown();
        try (StoreConnection connection = StoreConnection.to(StoreConnection.pool(url, user, null))) {
            DurableEngine engine = DurableEngine.builder(connection.store())
                    .settings(NodeSettings.DEFAULT.named(name).toEngineSettings())
                    .workflow(SleepingWorkflow.class)
                    .build();
            engine.start();
            say(UP + Instant.now());
            if (blocked > 0) {
                block(engine, blocked);
                say(BLOCKED);
            }
            awaitEndOfInput();
            engine.stop().join();
        }
    }

    private static void block(DurableEngine engine, int count) throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        Callers.repeat(CALLERS, count, () -> {
            engine.client()
                    .newWorkflow(SleepingWorkflow.class)
                    .id(PREFIX + started.incrementAndGet())
                    .start(workflow -> workflow.sleep(null));
            return 0;
        });
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
