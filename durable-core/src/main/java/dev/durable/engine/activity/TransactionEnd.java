package dev.durable.engine.activity;

/** How an attempt ended that was made in a transaction. */
sealed interface TransactionEnd {

    /** Its effects and its result are committed. */
    record Committed() implements TransactionEnd {}

    /** Its transaction has rolled back, and the attempt has failed. */
    record Failed(AttemptResult.Thrown failure) implements TransactionEnd {}

    /** Its transaction has rolled back because something else has become of the activity, or its outcome is left to be found out later. */
    record Lost() implements TransactionEnd {}
}
