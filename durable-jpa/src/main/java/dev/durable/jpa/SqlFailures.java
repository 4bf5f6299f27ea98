package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a failure of the database means: by SQLState first, then by the class of the exception, then by vendor codes. */
final class SqlFailures {

    private static final String DUPLICATE_KEY = "23505";

    // Connection, transaction rollback (deadlock, serialization), resources, object in use, intervention, I/O.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    // A standby or a read-only transaction; H2's lock timeout; the transaction had failed before (PostgreSQL).
    private static final Set<String> PASSING_STATES = Set.of("25006", "HYT00", "25P02");

    // PostgreSQL is shutting down, crashed, or starting up.
    private static final Set<String> SERVER_GONE_STATES = Set.of("57P01", "57P02", "57P03");

    // Distributed databases: it may have committed or not.
    private static final String COMPLETION_UNKNOWN = "40003";

    // H2: concurrent update, connection broken, database closed, closing, locked by another process, file lost.
    private static final Set<Integer> PASSING_H2_CODES = Set.of(90131, 90067, 90098, 90121, 90020, 90031);

    // MySQL and MariaDB: lock wait timeout, deadlock, row changed since the snapshot, read-only server, too many
    // connections, server
    // shutting down, statement interrupted, statement timeout.
    private static final Set<Integer> PASSING_MYSQL_CODES =
            Set.of(1205, 1213, 1020, 1290, 1836, 1040, 1053, 1317, 1969, 3024);

    // MariaDB: connection killed.
    private static final int MARIADB_CONNECTION_KILLED = 1927;

    private static final int MYSQL_DUPLICATE_KEY = 1062;

    private SqlFailures() {}

    /** Whether a primary key or unique index refused a row. */
    static boolean isDuplicateKey(Throwable failure) {
        return any(
                failure,
                e -> DUPLICATE_KEY.equals(e.getSQLState())
                        || (e.getErrorCode() == MYSQL_DUPLICATE_KEY
                                && (e instanceof SQLIntegrityConstraintViolationException || hasClass(e, "23"))));
    }

    /** What a failed statement in a transaction means; whatever was done is rolled back. */
    static DurableException ofStatement(Throwable failure) {
        if (failure instanceof DurableException known) {
            return known;
        }
        return isPassing(failure) ? unavailable(failure, false) : failed(failure);
    }

    /** What a failed statement means that would have committed by itself. */
    static DurableException ofAutoCommittedStatement(Throwable failure) {
        if (failure instanceof DurableException known) {
            return known;
        }
        if (any(failure, SqlFailures::isConnectionLost)) {
            return unavailable(failure, true);
        }
        return ofStatement(failure);
    }

    /** What a failed commit means: nobody knows. */
    static DurableException ofCommit(SQLException failure) {
        return unavailable(failure, true);
    }

    /** What it means that there is no connection. */
    static DurableException ofConnecting(Exception failure) {
        return new StoreUnavailableException(
                "There is no connection to the database: " + message(failure), false, failure);
    }

    private static boolean isPassing(Throwable failure) {
        return any(
                failure,
                e -> isConnectionLost(e)
                        || e instanceof SQLTransientException
                        || PASSING_STATES.contains(state(e))
                        || PASSING_CLASSES.stream().anyMatch(passing -> hasClass(e, passing))
                        || PASSING_H2_CODES.contains(e.getErrorCode())
                        || PASSING_MYSQL_CODES.contains(e.getErrorCode()));
    }

    private static boolean isConnectionLost(SQLException e) {
        return e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || hasClass(e, "08")
                || SERVER_GONE_STATES.contains(state(e))
                || COMPLETION_UNKNOWN.equals(state(e))
                || e.getErrorCode() == MARIADB_CONNECTION_KILLED
                || e.getErrorCode() == 90067
                || e.getErrorCode() == 90098
                || e.getErrorCode() == 90121;
    }

    private static StoreUnavailableException unavailable(Throwable failure, boolean outcomeUnknown) {
        return new StoreUnavailableException(
                "The database failed in a way that may pass: " + message(failure), outcomeUnknown, failure);
    }

    private static DurableException failed(Throwable failure) {
        return new DurableException(ErrorCode.STORE_FAILED, "A statement failed: " + message(failure), failure);
    }

    private static String message(Throwable failure) {
        String message =
                sqlExceptions(failure).findFirst().map(Throwable::getMessage).orElseGet(failure::toString);
        return message.endsWith(".") ? message : message + ".";
    }

    private static boolean any(Throwable failure, Predicate<SQLException> condition) {
        return sqlExceptions(failure).anyMatch(condition);
    }

    private static Stream<SQLException> sqlExceptions(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .flatMap(e -> Stream.iterate(e, next -> next != null, SQLException::getNextException)
                        .limit(20));
    }

    private static boolean hasClass(SQLException e, String sqlStateClass) {
        return state(e).startsWith(sqlStateClass);
    }

    private static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
