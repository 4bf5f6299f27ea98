package dev.durable.engine.scenario;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.store.DurableStore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All scenarios over one kind of store. */
@Timeout(120)
public abstract class EngineScenarioTests
        implements StartAndResultScenarios,
                QueryScenarios,
                InsightScenarios,
                SignalScenarios,
                SignalRaceScenarios,
                UnknownSignalScenarios,
                SignalRequestScenarios,
                UpdateScenarios,
                UpdateRaceScenarios,
                UpdateFailureScenarios,
                BlockedUpdateScenarios,
                StartWithMessageScenarios,
                StartOptionScenarios,
                TimerScenarios,
                ActivityScenarios,
                ActivityCallScenarios,
                LocalActivityScenarios,
                ActivityCancelScenarios,
                RoutedActivityScenarios,
                OutsideCompletionScenarios,
                ActivityProgressScenarios,
                ActivityCrashScenarios,
                StopScenarios,
                CodeFailureScenarios,
                RetryNowScenarios,
                ChangedCodeScenarios,
                VersionScenarios,
                CodeVersionScenarios,
                RunFactScenarios,
                HistoryLengthScenarios,
                StoreOutageScenarios,
                CommitScenarios,
                ContextScenarios,
                OwnershipScenarios,
                LeaseScenarios,
                CacheScenarios,
                PassivationScenarios,
                ListingScenarios,
                TransactionScenarios,
                TransactionalActivityScenarios,
                RoutedTransactionScenarios,
                SpillOverScenarios,
                CancellationScenarios,
                ChildScenarios,
                RunLimitScenarios,
                ResetScenarios,
                ControlScenarios,
                OperationScenarios,
                RelatedNodesScenarios,
                ScheduleScenarios,
                ScheduleOverlapScenarios,
                ScheduleOutageScenarios,
                ScheduleOperationScenarios,
                DeclaredScheduleScenarios,
                RandomProgramScenarios {

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(this::newStore);

    /** A store that is empty. Whoever made it closes it, after the class. */
    protected abstract DurableStore newStore();

    @Override
    public final EngineFixture engines() {
        return engines;
    }
}
