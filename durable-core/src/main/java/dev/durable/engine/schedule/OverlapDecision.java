package dev.durable.engine.schedule;

import dev.durable.schedule.OverlapPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the actions that wait.
 *
 * @param start actions to be taken now; all but at most one of them regardless of others
 * @param overlapping how many of those, at the beginning of the list, are taken regardless of others
 * @param keep actions that go on waiting for what runs, in this order
 * @param skipped how many are left out
 * @param stop what is to be done to what runs
 */
record OverlapDecision(List<WaitingAction> start, int overlapping, List<WaitingAction> keep, int skipped, Stop stop) {

    /** What is to be done to what runs. */
    enum Stop {
        NOTHING,
        CANCEL,
        TERMINATE
    }

    OverlapDecision {
        start = List.copyOf(start);
        keep = List.copyOf(keep);
    }

    /**
     * Goes through the actions in their order.
     *
     * @param running whether the workflow of an earlier action, not started regardless of others, is open
     * @param usual the policy of those that bring none
     */
    static OverlapDecision of(List<WaitingAction> waiting, boolean running, OverlapPolicy usual) {
        Choice choice = new Choice(running);
        for (WaitingAction action : waiting) {
            OverlapPolicy own = action.overlap();
            choice.consider(action, own != null ? own : usual);
        }
        return choice.decision();
    }

    private record Placed(WaitingAction action, OverlapPolicy policy) {

        boolean makesRoom() {
            return policy == OverlapPolicy.CANCEL_OTHER || policy == OverlapPolicy.TERMINATE_OTHER;
        }
    }

    /** Collects the decision. Used once. */
    private static final class Choice {

        private final boolean running;
        private final List<WaitingAction> overlapping = new ArrayList<>();
        /** One after the other; if nothing runs, the first of them starts now. */
        private final List<Placed> sequence = new ArrayList<>();

        private int skipped;
        private Stop stop = Stop.NOTHING;

        Choice(boolean running) {
            this.running = running;
        }

        void consider(WaitingAction action, OverlapPolicy policy) {
            Placed placed = new Placed(action, policy);
            if (policy == OverlapPolicy.ALLOW_ALL) {
                overlapping.add(action);
            } else if (!running && sequence.isEmpty()) {
                sequence.add(placed);
            } else {
                considerLater(placed);
            }
        }

        private void considerLater(Placed placed) {
            switch (placed.policy()) {
                case SKIP -> skipped++;
                case BUFFER_ONE -> {
                    if (sequence.size() == startingNow()) {
                        sequence.add(placed);
                    } else {
                        skipped++;
                    }
                }
                case BUFFER_ALL, ALLOW_ALL -> sequence.add(placed);
                case CANCEL_OTHER -> putFirst(placed, Stop.CANCEL);
                case TERMINATE_OTHER -> putFirst(placed, Stop.TERMINATE);
            }
        }

        /**
         * The action goes before all others, as soon as what runs has ended. It takes the place of the one that was about to start, and
         * of those that wanted the same as it does.
         */
        private void putFirst(Placed placed, Stop how) {
            int before = sequence.size();
            sequence.subList(0, startingNow()).clear();
            sequence.removeIf(Placed::makesRoom);
            skipped += before - sequence.size();
            sequence.add(0, placed);
            if (running && how.compareTo(stop) > 0) {
                stop = how;
            }
        }

        private int startingNow() {
            return running || sequence.isEmpty() ? 0 : 1;
        }

        OverlapDecision decision() {
            List<WaitingAction> all = sequence.stream().map(Placed::action).toList();
            List<WaitingAction> start = new ArrayList<>(overlapping);
            start.addAll(all.subList(0, startingNow()));
            return new OverlapDecision(
                    start, overlapping.size(), all.subList(startingNow(), all.size()), skipped, stop);
        }
    }
}
