package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;

/**
 * The database's clock in queries: leases and due times of different nodes must be compared by one clock.
 *
 * @param sql the present as a native expression, constant within a statement so that an index can be searched with it
 * @param now the same in HQL
 * @param leaseEndSql microseconds from now, which are bound to its parameter, as a native expression
 * @param leaseEnd the same in HQL
 */
record DatabaseClock(String sql, String now, String leaseEndSql, String leaseEnd) {

    /** In HQL: whether the lease of {@code :node} is valid. */
    String nodeIsAlive() {
        return "exists (select 1 from Node alive where alive.nodeId = :node and alive.leaseUntil > " + now + ")";
    }

    static DatabaseClock of(DatabasePlatform platform) {
        return switch (platform) {
            case POSTGRESQL -> clock("statement_timestamp()", "statement_timestamp() + ? * interval '1 microsecond'");
            case H2 -> clock("current_timestamp(6)", "dateadd(microsecond, ?, current_timestamp(6))");
            case MYSQL, MARIADB -> clock("utc_timestamp(6)", "date_add(utc_timestamp(6), interval ? microsecond)");
        };
    }

    private static DatabaseClock clock(String now, String leaseEnd) {
        String quoted = leaseEnd.replace("'", "''");
        return new DatabaseClock(
                now, "cast(sql('" + now + "') as Instant)", leaseEnd, "cast(sql('" + quoted + "', :lease) as Instant)");
    }
}
