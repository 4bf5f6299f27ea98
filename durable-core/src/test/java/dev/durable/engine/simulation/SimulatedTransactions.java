package dev.durable.engine.simulation;

import dev.durable.store.BusinessTransactions;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Transactions of attempts on the simulated database: each of their steps may fail, and their node may die in the middle. */
final class SimulatedTransactions implements BusinessTransactions {

    private final Workbench workbench;

    SimulatedTransactions(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public End execute(String name, Duration timeout, BooleanSupplier work, Runnable beforeCommit) {
        Simulation simulation = workbench.last();
        Faults faults = simulation.faults();
        if (faults.failsBefore()) {
            throw new StoreUnavailableException("No transaction begins.", false, null);
        }
        try {
            simulation.inTransaction(() -> {
                if (!work.getAsBoolean()) {
                    throw new Undo();
                }
                beforeCommit.run();
                if (simulation.mayWait() && faults.isOutcomeUnknown()) {
                    throw new StoreUnavailableException("A transaction that did not commit.", true, null);
                }
            });
        } catch (Undo undo) {
            return End.ROLLED_BACK;
        }
        simulation.note("transaction", name);
        simulation.requireAlive();
        if (simulation.mayWait() && faults.isAnswerLost()) {
            throw new StoreUnavailableException("A transaction that did commit.", true, null);
        }
        return End.COMMITTED;
    }

    private static final class Undo extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Undo() {
            super("as the code says", null, false, false);
        }
    }
}
