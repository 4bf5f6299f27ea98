package dev.durable.autoconfigure;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The database in which the histories are kept.
 *
 * @param dataSource its connections
 */
record EngineDatabase(DataSource dataSource) {

    /**
     * Chooses the marked {@code DataSource}, otherwise the only or the primary one.
     *
     * @throws DurableException {@code DUR-1011} if there is none, {@code DUR-1022} if it cannot be told which is meant
     */
    static EngineDatabase choose(ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
        DataSource dataSource = marked.getIfAvailable(all::getIfUnique);
        if (dataSource != null) {
            return new EngineDatabase(dataSource);
        }
        long count = all.stream().count();
        if (count == 0) {
            throw new DurableException(ErrorCode.DATABASE_MISSING, "There is no DataSource bean to keep histories in.");
        }
        throw new DurableException(
                ErrorCode.DATABASE_AMBIGUOUS,
                "There are " + count + " DataSource beans, and none is marked as the one that keeps the histories.");
    }
}
