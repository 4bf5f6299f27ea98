package dev.durable.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Holds {@link GatedWork} up until the gate of its name is opened, and notes what has begun and ended. Thread-safe. */
public final class Gates implements GatedWork {

    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<String> interrupted = new CopyOnWriteArrayList<>();

    @Override
    public String work(String name) {
        begun.add(name);
        try {
            gate(name).await();
        } catch (InterruptedException e) {
            interrupted.add(name);
            throw new IllegalStateException(name + " was interrupted", e);
        }
        ended.add(name);
        return "done " + name;
    }

    /** Opens gates for good. */
    public Gates open(String... names) {
        for (String name : names) {
            gate(name).countDown();
        }
        return this;
    }

    /** Names in the order in which attempts have begun. */
    public List<String> begun() {
        return begun;
    }

    /** Names in the order in which attempts have ended. */
    public List<String> ended() {
        return ended;
    }

    /** Names in the order in which attempts were interrupted. */
    public List<String> interrupted() {
        return interrupted;
    }

    /** Waits until an attempt has begun. */
    public void awaitBegun(EngineFixture engines, String name) {
        engines.until(() -> begun.contains(name));
        assertThat(begun).contains(name);
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, key -> new CountDownLatch(1));
    }
}
