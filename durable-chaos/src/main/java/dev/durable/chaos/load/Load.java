package dev.durable.chaos.load;

import dev.durable.chaos.cluster.Cluster;
import dev.durable.chaos.load.Request.Type;
import dev.durable.chaos.work.Work;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts all workflows in the course of time, and sends each the messages that it waits for. Whatever gets no answer, or one that says nothing, is sent
 * again under the same id, to whichever node comes next.
 */
public final class Load implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Load.class);

    private static final int CALLERS = 128;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int PAUSE_MILLIS = 300;

    private final Cluster cluster;
    private final NodeClient client = new NodeClient();
    private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);
    private final Queue<Request> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean held;

    /** Nothing is sent yet. */
    public Load(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Begins to start workflows.
     *
     * @param span time over which the starts are spread
     */
    public void begin(List<Work> works, Duration span) {
        open.addAndGet(works.size());
        long distance = span.toNanos() / works.size();
        for (int i = 0; i < works.size(); i++) {
            Request start = new Request(Type.START, works.get(i), 0);
            callers.schedule(() -> startUnlessHeld(start), i * distance, TimeUnit.NANOSECONDS);
        }
    }

    /** Whether starts are put off for now, because there are enough open workflows. */
    public void hold(boolean putOff) {
        held = putOff;
    }

    private void startUnlessHeld(Request start) {
        if (held) {
            later(() -> startUnlessHeld(start));
        } else {
            send(start, Instant.now().plus(PATIENCE));
        }
    }

    private void send(Request request, Instant deadline) {
        try {
            request.sent();
            HttpResponse<String> response = client.send(cluster.address(ThreadLocalRandom.current()), request);
            if (response != null && isAnswered(request, response)) {
                end(request);
                return;
            }
            request.failed(response == null ? "no answer" : response.statusCode() + " " + response.body());
            if (Instant.now().isAfter(deadline)) {
                end(request);
                return;
            }
            repeated.incrementAndGet();
            later(() -> send(request, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("{} cannot be sent", request, e);
            request.failed(e.toString());
            end(request);
        }
    }

    private boolean isAnswered(Request request, HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 200 -> {
                request.acknowledged(response.body());
                yield true;
            }
            case 409 -> {
                if (request.sends() == 1) {
                    log.warn("{} is refused: {}", request, response.body());
                    refused.incrementAndGet();
                }
                request.acknowledged("");
                yield true;
            }
            case 410 -> {
                // An earlier copy has arrived and done its work; whether that is so, the histories say.
                request.failed("closed");
                yield true;
            }
            default -> false;
        };
    }

    private void end(Request request) {
        if (request.type() == Type.START && request.isAcknowledged()) {
            started.incrementAndGet();
            sendMessages(request.work());
        }
        ended.add(request);
        open.decrementAndGet();
    }

    private void sendMessages(Work work) {
        if (!work.kind().takesSignals() && !work.kind().takesUpdates()) {
            return;
        }
        Type type = work.kind().takesSignals() ? Type.SIGNAL : Type.UPDATE;
        open.addAndGet(work.steps());
        for (int number = 0; number < work.steps(); number++) {
            Request message = new Request(type, work, number);
            callers.schedule(
                    () -> send(message, Instant.now().plus(PATIENCE)),
                    ThreadLocalRandom.current().nextInt(1 + 2 * work.pauseMillis()),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void later(Runnable task) {
        callers.schedule(task, PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    }

    /** How many starts were acknowledged. */
    public int started() {
        return started.get();
    }

    /** How many calls had to be repeated because nobody knew what had come of them. */
    public int repeated() {
        return repeated.get();
    }

    /** How many starts were refused, because the workflow was there already, when they were sent for the first time. */
    public int refused() {
        return refused.get();
    }

    /** Whether nobody waits for an answer any more. */
    public boolean hasEnded() {
        return open.get() == 0;
    }

    /** All requests, once it has ended. */
    public List<Request> requests() {
        return List.copyOf(ended);
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
