package dev.durable.store;

import java.util.Set;
import java.util.UUID;

/**
 * What a commit has left out, although it succeeded.
 *
 * @param known false if the commit is known to have succeeded, but not what it has left out
 * @param refused run ids of children whose workflow id was taken, and ids of messages whose receiver was not open
 */
public record CommitResult(boolean known, Set<UUID> refused) {

    /** Nothing was left out. */
    public static final CommitResult COMPLETE = new CommitResult(true, Set.of());

    /** It succeeded; what it has left out must be looked up. */
    public static final CommitResult UNKNOWN = new CommitResult(false, Set.of());

    /** Copies the set. */
    public CommitResult {
        refused = Set.copyOf(refused);
    }
}
