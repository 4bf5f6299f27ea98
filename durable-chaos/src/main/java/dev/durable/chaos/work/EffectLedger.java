package dev.durable.chaos.work;

import dev.durable.activity.ActivityInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What activities have done, apart from what histories say: a file of this process, a line for each attempt, written before the attempt goes on. What
 * is written outlives the process, and does not depend on the database. Thread-safe.
 */
public final class EffectLedger implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel file;

    /** Opens the ledger of this process, which nobody else writes to. */
    public EffectLedger(Path path) {
        try {
            this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes an attempt. */
    void note(ActivityInfo attempt) {
        ByteBuffer line = ByteBuffer.wrap((LedgerLine.of(attempt).text() + "\n").getBytes(StandardCharsets.UTF_8));
        lock.lock();
        try {
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
