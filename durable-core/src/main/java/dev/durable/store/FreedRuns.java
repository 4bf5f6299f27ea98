package dev.durable.store;

import java.util.List;

/**
 * What has become of runs whose owners are gone.
 *
 * @param count how many were freed
 * @param nodes names of the nodes that owned them; the id of one that another has taken the name from
 * @param left whether there are more, beyond the limit or because others have locked them just now
 */
public record FreedRuns(int count, List<String> nodes, boolean left) {

    /** Copies the list. */
    public FreedRuns {
        nodes = List.copyOf(nodes);
    }
}
