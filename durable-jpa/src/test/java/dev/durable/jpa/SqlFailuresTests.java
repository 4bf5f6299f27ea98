package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailuresTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "40001", "40P01", "53300", "53100", "55P03", "57014", "57P01", "57P03", "58030",
                "25006", "HYT00"
            })
    void failuresThatMayPassAreKnownByTheirState(String state) {
        assertUnavailable(SqlFailures.ofStatement(new SQLException("failed", state)), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "42601", "22001", "23502", "28P01", "XX000", "HY000"})
    void otherFailuresWillNotPass(String state) {
        assertThat(SqlFailures.ofStatement(new SQLException("failed", state)).code())
                .isEqualTo(ErrorCode.STORE_FAILED);
    }

    static Stream<SQLException> passingByClassOrCode() {
        return Stream.of(
                new SQLTransientConnectionException("pool"),
                new SQLTimeoutException("slow"),
                new SQLRecoverableException("reconnect"),
                new SQLNonTransientConnectionException("closed"),
                new SQLException("h2 closing", "90121", 90121),
                new SQLException("lock wait", "HY000", 1205),
                new SQLException("changed since the snapshot", "HY000", 1020),
                new SQLException("statement timeout", "70100", 1969),
                new SQLException("killed", "70100", 1927),
                new SQLException("read only", "HY000", 1290));
    }

    @ParameterizedTest
    @MethodSource("passingByClassOrCode")
    void failuresThatMayPassAreKnownByTheirClassOrCode(SQLException failure) {
        assertUnavailable(SqlFailures.ofStatement(failure), false);
    }

    @Test
    void theReasonIsFoundBehindOtherExceptions() {
        BatchUpdateException batch = new BatchUpdateException("batch", null, 0, new int[0]);
        batch.setNextException(new SQLException("deadlock", "40P01"));

        assertUnavailable(SqlFailures.ofStatement(batch), false);
        assertUnavailable(
                SqlFailures.ofStatement(new GenericJDBCException("x", new SQLException("gone", "08006"))), false);
        assertUnavailable(SqlFailures.ofStatement(new IllegalStateException(batch)), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P02", "40003"})
    void whetherAStatementHasCommittedIsUnknownOnceTheConnectionIsLost(String state) {
        assertUnavailable(SqlFailures.ofAutoCommittedStatement(new SQLException("gone", state)), true);
        assertUnavailable(SqlFailures.ofStatement(new SQLException("gone", state)), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "53300", "57014", "25006"})
    void aStatementThatTheDatabaseRefusedHasNotCommitted(String state) {
        assertUnavailable(SqlFailures.ofAutoCommittedStatement(new SQLException("refused", state)), false);
    }

    @Test
    void theOutcomeOfAFailedCommitIsUnknown() {
        assertUnavailable(SqlFailures.ofCommit(new SQLException("whatever", "XX000")), true);
    }

    @Test
    void anythingMayPassThatPreventsAConnection() {
        assertUnavailable(SqlFailures.ofConnecting(new SQLException("password", "28P01")), false);
        assertUnavailable(SqlFailures.ofConnecting(new IllegalStateException("pool is closed")), false);
    }

    @Test
    void duplicateKeysAreRecognised() {
        BatchUpdateException batch = new BatchUpdateException("batch", null, 0, new int[0]);
        batch.setNextException(new SQLException("duplicate", "23505"));

        assertThat(SqlFailures.isDuplicateKey(batch)).isTrue();
        assertThat(SqlFailures.isDuplicateKey(new SQLIntegrityConstraintViolationException("mysql", "23000", 1062)))
                .isTrue();
        assertThat(SqlFailures.isDuplicateKey(new SQLException("not null", "23502")))
                .isFalse();
        assertThat(SqlFailures.isDuplicateKey(new IllegalStateException("no"))).isFalse();
    }

    @Test
    void whatIsKnownAlreadyStaysAsItIs() {
        DurableException known = new DurableException(ErrorCode.FILTER_ILLEGAL, "No.");

        assertThat(SqlFailures.ofStatement(known)).isSameAs(known);
        assertThat(SqlFailures.ofAutoCommittedStatement(known)).isSameAs(known);
    }

    @Test
    void theMessageSaysWhatTheDatabaseSaid() {
        assertThat(SqlFailures.ofStatement(new RuntimeException(new SQLSyntaxErrorException("no such table", "42P01"))))
                .hasMessageContaining("DUR-4004")
                .hasMessageContaining("no such table");
    }

    private static void assertUnavailable(DurableException failure, boolean outcomeUnknown) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isEqualTo(outcomeUnknown));
    }
}
