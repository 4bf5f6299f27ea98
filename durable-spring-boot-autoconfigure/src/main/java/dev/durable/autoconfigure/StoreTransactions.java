package dev.durable.autoconfigure;

import dev.durable.store.BusinessTransactions;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a store that is not on the application's database, around those of the application: with a bean of this type transactional activities
 * can do without the engine's {@code DataSource}. Made for {@code durable-spring-boot-test}, whose store is in memory.
 */
@FunctionalInterface
public interface StoreTransactions {

    /**
     * What begins the transactions of transactional activities.
     *
     * @param application begins those of the transaction manager on the {@code DataSource} that would be the engine's; null if there is none
     */
    BusinessTransactions around(@Nullable BusinessTransactions application);
}
