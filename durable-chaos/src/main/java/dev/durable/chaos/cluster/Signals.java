package dev.durable.chaos.cluster;

import java.io.IOException;

/** Signals of the operating system. */
final class Signals {

    private Signals() {}

    /** Sends one to a process. */
    static void send(ProcessHandle process, String signal) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while sending SIG" + signal, e);
        }
    }
}
