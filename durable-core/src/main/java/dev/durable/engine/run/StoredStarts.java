package dev.durable.engine.run;

import dev.durable.store.CommitResult;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs whose starts a commit has stored: that of the turn itself, the successor and the children. */
final class StoredStarts {

    private StoredStarts() {}

    /**
     * Tells their workflow types. Children are left out if it is not known which of them were refused: better one that is not told than one that
     * never was.
     */
    static void tell(TurnWrite turn, CommitResult result, Consumer<String> observer) {
        tell(turn.newRun(), observer);
        TurnWrite successor = turn.output().successor();
        if (successor != null) {
            tell(successor.newRun(), observer);
        }
        if (result.known()) {
            for (TurnWrite child : turn.output().children()) {
                if (!result.refused().contains(child.runId())) {
                    tell(child.newRun(), observer);
                }
            }
        }
    }

    private static void tell(@Nullable NewRun run, Consumer<String> observer) {
        if (run != null) {
            observer.accept(run.workflowType());
        }
    }
}
