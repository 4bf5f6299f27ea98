package dev.durable.engine.scenario;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import org.junit.jupiter.api.extension.RegisterExtension;
class TmpTxTests implements TransactionalActivityScenarios {
    @RegisterExtension
    final EngineFixture engines = new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));
    @Override public EngineFixture engines() { return engines; }
    @Override public void inTransaction(Runnable work) { ((InMemoryStore) engines.store()).inTransaction(work); }
}
