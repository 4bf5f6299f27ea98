package dev.durable.chaos.work;

import dev.durable.activity.ActivityInfo;

/**
 * One attempt of an activity, as the ledger has it.
 *
 * @param activityType name of the activity
 * @param key identity of the activity, of which there may be several attempts
 * @param attempt which attempt, from 1
 */
public record LedgerLine(String activityType, String key, int attempt) {

    static LedgerLine of(ActivityInfo attempt) {
        return new LedgerLine(attempt.activityType(), attempt.idempotencyKey(), attempt.attempt());
    }

    /** Reads a line. */
    public static LedgerLine parse(String line) {
        String[] parts = line.split(" ");
        return new LedgerLine(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    String text() {
        return activityType + " " + key + " " + attempt;
    }
}
