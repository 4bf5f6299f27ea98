package dev.durable.autoconfigure;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The database in which the histories are kept.
 *
 * @param dataSource its connections
 * @param platform what it is
 * @param tables where in it the tables are
 */
record EngineDatabase(DataSource dataSource, DatabasePlatform platform, TableNames tables) {

    /** Spring asks each bean for it, and the one that a record comes with takes a while to be made. */
    @Override
    public int hashCode() {
        return dataSource.hashCode();
    }

    static EngineDatabase of(DataSource dataSource, DurableProperties.Jdbc jdbc) {
        DatabasePlatform platform = jdbc.platform() != null ? jdbc.platform() : DatabasePlatform.of(dataSource);
        return new EngineDatabase(dataSource, platform, new TableNames(jdbc.tablePrefix(), jdbc.schema()));
    }

    /**
     * Chooses the marked {@code DataSource}, otherwise the only or the primary one.
     *
     * @throws DurableException {@code DUR-1011} if there is none, {@code DUR-1022} if it cannot be told which is meant
     */
    static DataSource choose(ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
        DataSource dataSource = marked.getIfAvailable(all::getIfUnique);
        if (dataSource != null) {
            return dataSource;
        }
        List<DataSource> found = all.stream().toList();
        if (found.isEmpty()) {
            throw new DurableException(ErrorCode.DATABASE_MISSING, "There is no DataSource bean to keep histories in.");
        }
        throw new DurableException(
                ErrorCode.DATABASE_AMBIGUOUS,
                "There are " + found.size()
                        + " DataSource beans, and none is marked as the one that keeps the histories.");
    }
}
