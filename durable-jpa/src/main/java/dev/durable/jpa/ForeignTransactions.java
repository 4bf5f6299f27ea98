package dev.durable.jpa;

/**
 * What becomes of a start, a signal or anything else that is to be stored while the calling thread is in a Spring transaction that is not one on the
 * store's {@code DataSource}: another database's, a message broker's, JTA's.
 */
public enum ForeignTransactions {
    /** It is refused, because it would stay although that transaction rolls back. */
    FAIL,
    /** It is stored in a transaction of its own, whatever becomes of the other one. */
    IGNORE
}
