package dev.durable.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL of our own, as durable as one in production: the embedded one's defaults are made for tests. */
final class EmbeddedServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts a server.
     *
     * @param commitDelayMicros by how much each commit takes longer, as on a slower disk
     */
    static EmbeddedServer start(int commitDelayMicros) throws IOException {
        return new EmbeddedServer(EmbeddedPostgres.builder()
                .setServerConfig("commit_delay", Integer.toString(commitDelayMicros))
                // otherwise only commits of several transactions at a time are delayed
                .setServerConfig("commit_siblings", "0")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .start());
    }

    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
