package dev.durable.chaos.check;

import dev.durable.chaos.work.BookingActivities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the rows of transactional activities with what histories say of them: each that has completed has one, of that attempt, and no other has any. */
final class BookingCheck {

    private final Map<String, List<Integer>> rows = new HashMap<>();
    private final Verdict verdict;

    BookingCheck(Verdict verdict) {
        this.verdict = verdict;
    }

    /** There is a row. All are told before the first history. */
    void addRow(String key, int attempt) {
        verdict.count("rows of transactional activities", 1);
        rows.computeIfAbsent(key, row -> new ArrayList<>(1)).add(attempt);
    }

    /** A history says that an activity has completed. */
    void completed(String activityType, String key, int attempt) {
        if (!activityType.startsWith(BookingActivities.NAME + ".")) {
            return;
        }
        List<Integer> attempts = rows.remove(key);
        if (attempts == null || !attempts.remove((Integer) attempt)) {
            verdict.add(
                    Violation.MISSING_TRANSACTION,
                    activityType + " " + key + " completed at attempt " + attempt + ", but has the rows of "
                            + attempts);
        }
        if (attempts != null && !attempts.isEmpty()) {
            verdict.add(
                    Violation.DUPLICATED_TRANSACTION,
                    activityType + " " + key + " completed at attempt " + attempt + ", and also has the rows of "
                            + attempts);
        }
    }

    /** What is left when all histories are told. */
    void end() {
        rows.forEach((key, attempts) -> verdict.add(
                Violation.DUPLICATED_TRANSACTION, key + " has the rows of " + attempts + ", but has not completed"));
    }
}
