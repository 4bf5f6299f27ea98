package dev.durable.engine.definition;

import java.lang.reflect.Method;

/** Says which activity methods are executed in transactions of the engine: the application's framework may know more than our annotations. */
@FunctionalInterface
public interface TransactionalMethods {

    /** Those that say so themselves. */
    TransactionalMethods AS_DECLARED = (method, declared) -> declared;

    /**
     * Whether calls of the method are executed in a transaction of the engine.
     *
     * @param method the method of the activity type
     * @param declared whether {@link dev.durable.annotation.Activity} or {@link dev.durable.annotation.ActivityMethod} says so
     * @throws dev.durable.failure.DurableException {@code DUR-1054} if that is impossible although declared
     */
    boolean isTransactional(Method method, boolean declared);
}
