package dev.durable.autoconfigure;

import dev.durable.engine.definition.TransactionalMethods;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.SpringTransactions;
import dev.durable.store.BusinessTransactions;
import java.lang.reflect.Method;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The transactions of the engine's {@code DataSource}: those of the application's transaction manager on it, the primary one if there are
 * several. Says which activity methods are executed in them.
 */
final class EngineTransactions {

    private final BeanFactory beanFactory;
    private final @Nullable DataSource dataSource;
    private final @Nullable StoreTransactions storeTransactions;
    private final DeclaredManagers declaredManagers;

    /** Without a database (if the store is the application's) there are no such transactions. */
    EngineTransactions(ConfigurableListableBeanFactory beanFactory, @Nullable EngineDatabase database) {
        this(beanFactory, database == null ? null : database.dataSource(), null);
    }

    /**
     * Transactions of a store that has its own.
     *
     * @param dataSource the one that would be the engine's, if it could be told
     */
    EngineTransactions(
            ConfigurableListableBeanFactory beanFactory,
            @Nullable DataSource dataSource,
            @Nullable StoreTransactions storeTransactions) {
        this.beanFactory = beanFactory;
        this.dataSource = dataSource;
        this.storeTransactions = storeTransactions;
        this.declaredManagers = new DeclaredManagers(beanFactory);
    }

    /** What begins them; empty if there is no transaction manager for them. */
    Optional<BusinessTransactions> begin() {
        Optional<BusinessTransactions> ofManager = manager().map(manager -> new SpringTransactions(() -> manager));
        return storeTransactions == null ? ofManager : Optional.of(storeTransactions.around(ofManager.orElse(null)));
    }

    /** Which methods are transactional, if they are called on beans of the class. */
    TransactionalMethods methodsOf(Class<?> target) {
        return (method, declared) -> isTransactional(target, method, declared);
    }

    /** Whether only its transaction manager keeps the method from taking part in transactions of the engine. */
    boolean usesAnotherManager(Class<?> target, Method method) {
        TransactionAttribute attribute = declaredManagers.attribute(target, method);
        return attribute != null && obstacle(target, method, attribute) == Obstacle.ANOTHER_MANAGER;
    }

    private boolean isTransactional(Class<?> target, Method method, boolean declared) {
        TransactionAttribute attribute = declaredManagers.attribute(target, method);
        if (attribute == null) {
            return declared;
        }
        Obstacle obstacle = obstacle(target, method, attribute);
        if (obstacle != null && declared) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_TRANSACTION_FOREIGN,
                    "Activity method " + target.getName() + "." + method.getName()
                            + " is declared transactional, but its @Transactional " + obstacle.text + ".");
        }
        return obstacle == null;
    }

    /** Why the method would not take part in a transaction of the engine, or null. */
    private @Nullable Obstacle obstacle(Class<?> target, Method method, TransactionAttribute attribute) {
        if (attribute.isReadOnly()) {
            return Obstacle.READ_ONLY;
        }
        switch (attribute.getPropagationBehavior()) {
            case TransactionDefinition.PROPAGATION_REQUIRES_NEW:
                return Obstacle.OWN_TRANSACTION;
            case TransactionDefinition.PROPAGATION_NOT_SUPPORTED, TransactionDefinition.PROPAGATION_NEVER:
                return Obstacle.NO_TRANSACTION;
            default:
                break;
        }
        if (lacksManagers()) {
            return null;
        }
        PlatformTransactionManager engines = manager().orElse(null);
        return engines != null && engines == declaredManagers.manager(target, method, attribute)
                ? null
                : Obstacle.ANOTHER_MANAGER;
    }

    /** Whether a test has left all of them out, so that nobody can tell which one is meant: the engine's, most likely. */
    private boolean lacksManagers() {
        return storeTransactions != null
                && beanFactory.getBeanProvider(TransactionManager.class).stream()
                        .findAny()
                        .isEmpty();
    }

    private Optional<PlatformTransactionManager> manager() {
        var managers = beanFactory.getBeanProvider(PlatformTransactionManager.class);
        PlatformTransactionManager preferred = managers.getIfUnique();
        if (preferred != null && isOnEnginesDataSource(preferred)) {
            return Optional.of(preferred);
        }
        return managers.orderedStream().filter(this::isOnEnginesDataSource).findFirst();
    }

    private boolean isOnEnginesDataSource(PlatformTransactionManager manager) {
        DataSource own = null;
        if (manager instanceof DataSourceTransactionManager jdbc) {
            own = jdbc.getDataSource();
        } else if (manager instanceof JpaTransactionManager jpa) {
            own = jpa.getDataSource();
        }
        return own != null && dataSource != null && target(own) == target(dataSource);
    }

    private static @Nullable DataSource target(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy proxy ? proxy.getTargetDataSource() : dataSource;
    }

    /** What keeps a method from taking part in a transaction of the engine. */
    private enum Obstacle {
        READ_ONLY("is read-only"),
        OWN_TRANSACTION("begins a transaction of its own (REQUIRES_NEW)"),
        NO_TRANSACTION("wants no transaction"),
        ANOTHER_MANAGER("uses a transaction manager that is not the one of the engine's DataSource");

        private final String text;

        Obstacle(String text) {
            this.text = text;
        }
    }
}
