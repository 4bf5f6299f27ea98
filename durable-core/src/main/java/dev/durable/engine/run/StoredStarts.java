package dev.durable.engine.run;

import dev.durable.store.CommitResult;
import dev.durable.store.NewRun;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The runs whose starts a commit has stored: that of the turn itself, the successor and the children. */
final class StoredStarts {

    private StoredStarts() {}

    /**
     * Their workflow types. Children are left out if it is not known which of them were refused: better one that is not told than one that
     * never was.
     */
    static Stream<String> in(TurnWrite turn, CommitResult result) {
        TurnOutput output = turn.output();
        List<TurnWrite> children = result.known() ? output.children() : List.of();
        return Stream.concat(
                        Stream.of(turn, output.successor()).filter(Objects::nonNull),
                        children.stream().filter(child -> !result.refused().contains(child.runId())))
                .map(TurnWrite::newRun)
                .filter(Objects::nonNull)
                .map(NewRun::workflowType);
    }
}
