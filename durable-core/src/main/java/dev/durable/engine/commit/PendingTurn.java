package dev.durable.engine.commit;

import dev.durable.store.TurnWrite;

/** A turn that waits for its commit, and who is to be told. */
record PendingTurn(TurnWrite turn, CommitListener listener) {}
