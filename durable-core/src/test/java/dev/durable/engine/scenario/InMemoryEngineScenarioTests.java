package dev.durable.engine.scenario;

import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.memory.InMemoryStore;

class InMemoryEngineScenarioTests extends EngineScenarioTests {

    @Override
    protected DurableStore newStore() {
        return new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());
    }

    @Override
    public void inTransaction(Runnable work) {
        ((InMemoryStore) engines().store()).inTransaction(work);
    }
}
