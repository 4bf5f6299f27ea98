package dev.durable.engine.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * Which faults strike, how often: a seed has its own mixture, in which some kinds are missing, so that each kind is also seen without the
 * others. The scheduled ones (pauses, outages, stops, clocks) are in {@link Accidents}.
 */
final class Faults {

    private final Random random;
    private final double failedBefore;
    private final double answerLost;
    private final double outcomeUnknown;
    private final double committedLate;
    private final double crash;
    private final double left;
    private final double longSleep;
    private final double lateTimer;
    private final boolean clocksDiffer;
    private boolean active = true;
    private boolean outage;

    Faults(Random random) {
        this.random = random;
        this.failedBefore = rate(0.03);
        this.answerLost = rate(0.03);
        this.outcomeUnknown = rate(0.1);
        this.committedLate = rate(0.1);
        this.crash = rate(0.004);
        this.left = rate(0.25);
        this.longSleep = rate(0.05);
        this.lateTimer = rate(0.1);
        this.clocksDiffer = random.nextInt(3) == 0;
    }

    private double rate(double highest) {
        return random.nextInt(3) == 0 ? 0 : highest * random.nextDouble();
    }

    /** From now on everything works. */
    void stop() {
        active = false;
        outage = false;
    }

    boolean areActive() {
        return active;
    }

    boolean doClocksDiffer() {
        return clocksDiffer;
    }

    void outage(boolean begins) {
        outage = begins && active;
    }

    boolean failsBefore() {
        return outage || strikes(failedBefore);
    }

    /** Whether something was done and seems to have failed. */
    boolean isAnswerLost() {
        return strikes(answerLost);
    }

    boolean isOutcomeUnknown() {
        return strikes(outcomeUnknown);
    }

    boolean isCommittedLate() {
        return strikes(committedLate);
    }

    boolean crashes() {
        return strikes(crash);
    }

    /** Whether a task runs so that it can be left in the middle. */
    boolean mayBeLeftInTheMiddle(String kind) {
        return kind.equals("activities") ? random.nextInt(3) == 0 : kind.equals("client") || strikes(left);
    }

    /** How long a task rests before or after it has asked the store; negative for not at all. */
    long rest() {
        if (!active || random.nextInt(3) > 0) {
            return -1;
        }
        return strikes(longSleep) ? random.nextInt(8_000_000) : random.nextInt(3) * (long) random.nextInt(10_000);
    }

    /** How much later than it should a timer fires. */
    long timerDelay(SimulatedNode node) {
        if (node.isWorld() || !strikes(lateTimer)) {
            return 0;
        }
        return random.nextInt(random.nextInt(10) == 0 ? 5_000_000 : 50_000);
    }

    /** How long something that a node does outside of the engine takes. */
    Duration shortTime() {
        return Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 4_000 : 40));
    }

    private boolean strikes(double probability) {
        return active && probability > 0 && random.nextDouble() < probability;
    }
}
