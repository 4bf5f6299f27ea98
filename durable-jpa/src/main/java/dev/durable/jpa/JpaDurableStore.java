package dev.durable.jpa;

import dev.durable.history.EventCodec;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.ComposedStore;
import dev.durable.store.StoreParts;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * The store on the application's database, through a {@linkplain DurablePersistenceUnit persistence unit} of its own.
 *
 * <p>Turns are committed on connections of the store's own; everything else takes part in the Spring transaction of the calling
 * thread if a JPA or JDBC transaction manager has begun one on the same {@code DataSource}. Read committed is the isolation that is
 * needed, and the store asks for it in its own transactions where the database's default is another. Under a stricter one the database
 * refuses some transactions, which are repeated. Thread-safe.
 */
public final class JpaDurableStore extends ComposedStore {

    /**
     * Puts the store together.
     *
     * @param unit made by {@link DurablePersistenceUnit} for the same data source, platform and names
     */
    public JpaDurableStore(
            DataSource dataSource,
            EntityManagerFactory unit,
            DatabasePlatform platform,
            TableNames names,
            EventCodec events,
            FailureInfoCodec failures) {
        this(dataSource, unit, platform, names, events, failures, ForeignTransactions.FAIL);
    }

    /**
     * Creates the store; the tables must be there when it is used.
     *
     * @param unit made by {@link DurablePersistenceUnit} for the same data source, platform and names
     * @param foreignTransactions what becomes of calls in transactions that cannot be joined
     */
    public JpaDurableStore(
            DataSource dataSource,
            EntityManagerFactory unit,
            DatabasePlatform platform,
            TableNames names,
            EventCodec events,
            FailureInfoCodec failures,
            ForeignTransactions foreignTransactions) {
        super(parts(
                dataSource,
                unit.unwrap(SessionFactory.class),
                platform,
                names,
                new RowCodec(events, failures),
                failures,
                foreignTransactions));
    }

    private static StoreParts parts(
            DataSource dataSource,
            SessionFactory sessions,
            DatabasePlatform platform,
            TableNames names,
            RowCodec codec,
            FailureInfoCodec failures,
            ForeignTransactions foreignTransactions) {
        boolean postgres = platform == DatabasePlatform.POSTGRESQL;
        DatabaseClock clock = DatabaseClock.of(platform);
        TurnStatements statements =
                postgres ? new PostgresTurnStatements(names) : new StandardTurnStatements(platform, names);
        OutputStatements outputStatements = postgres
                ? new PostgresOutputStatements(names)
                : new StandardOutputStatements(sessions, platform, names, clock);
        RunClaims claims = postgres ? new PostgresRunClaims(names) : new StandardRunClaims(sessions, clock);
        RunDeletions deletions = postgres ? new PostgresRunDeletions(names) : new StandardRunDeletions(sessions);
        OwnIsolation isolation = OwnIsolation.of(platform);
        StoreConnections connections = new StoreConnections(dataSource, sessions, isolation, foreignTransactions);
        TurnWriter turns = new TurnWriter(
                statements, outputStatements, new SearchAttributeWriter(platform, names), sessions, codec);
        RunQueries queries = new RunQueries(codec);
        MessageWriter messages = new MessageWriter(codec, clock);
        ClaimedActivities activities = new ClaimedActivities(connections, codec, messages, statements, clock, postgres);
        return new StoreParts(
                new StoredTurns(connections, turns, new CommittedTurns(queries, codec), messages, activities),
                new VisibleRuns(connections, isolation, queries),
                new RunOwnership(connections, new NodeLeases(clock, SqlValues.of(platform), names), claims, clock),
                activities,
                new Schedules(connections, turns),
                new RejectedUpdates(connections, failures),
                new RunRetention(connections, deletions, queries),
                new Workload(connections, codec, clock),
                postgres ? Optional.of(new PostgresWorkSignals(connections, dataSource, names)) : Optional.empty());
    }
}
