package dev.durable.engine.simulation;

import java.util.List;
import java.util.Random;

/** What happens to whole nodes, at times that follow from the seed: they stand still, are stopped, lose the database or the right time. */
final class Accidents {

    private final Random random;
    private final Simulation simulation;
    private final SimulatedCluster cluster;
    private final Faults faults;

    Accidents(Random random, Simulation simulation, SimulatedCluster cluster, Faults faults) {
        this.random = random;
        this.simulation = simulation;
        this.cluster = cluster;
        this.faults = faults;
    }

    /** Plans the accidents of the next while. */
    void plan(long micros) {
        List<Runnable> kinds = List.of(
                this::standStill,
                this::standStill,
                this::outage,
                this::crash,
                this::stop,
                this::jump,
                this::evict,
                this::supersede);
        List<Runnable> chosen =
                kinds.stream().filter(kind -> random.nextInt(2) == 0).toList();
        for (int i = random.nextInt(12); i > 0 && !chosen.isEmpty(); i--) {
            Runnable accident = chosen.get(random.nextInt(chosen.size()));
            simulation.later(random.nextInt((int) micros), () -> {
                if (faults.areActive()) {
                    accident.run();
                }
            });
        }
    }

    /** A node does nothing for a while, and goes on as if nothing had been. */
    private void standStill() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null && !node.standsStill()) {
            simulation.note("stands still", node.number());
            node.standStill(true);
            simulation.later(random.nextInt((int) (3 * SimulatedCluster.LEASE_MICROS)), () -> goOn(node));
        }
    }

    private void goOn(SimulatedNode node) {
        simulation.note("goes on", node.number());
        node.standStill(false);
    }

    private void outage() {
        simulation.note("outage");
        faults.outage(true);
        simulation.later(random.nextInt(4_000_000), () -> faults.outage(false));
    }

    private void crash() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null) {
            simulation.note("crash", node.number());
            node.crash();
        }
    }

    private void stop() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null && node.isUp()) {
            simulation.note("stop", node.number());
            node.stop(random.nextBoolean());
        }
    }

    private void jump() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null && faults.doClocksDiffer()) {
            long jump =
                    (random.nextBoolean() ? 1 : -1) * random.nextInt(random.nextInt(3) == 0 ? 60_000_000 : 3_000_000);
            simulation.note("clock jumps", node.number(), jump);
            node.time().jump(jump);
        }
    }

    private void evict() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null) {
            node.evict();
        }
    }

    /** Somebody starts another process under the name of one that is there. */
    private void supersede() {
        SimulatedNode node = cluster.anyWorker();
        if (node != null) {
            simulation.note("superseded", node.number());
            cluster.startNode(node.name());
        }
    }
}
