package dev.durable.test;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.transaction.TestTransaction;

/**
 * Has {@link TestIsolation} end each test of a context that has one: before mocks are reset, which the engine may still call until then. That is
 * also before Spring ends the transaction of the test, if it has one.
 */
final class TestIsolationListener implements TestExecutionListener, Ordered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (!test.hasApplicationContext()) {
            return;
        }
        TestIsolation isolation = test.getApplicationContext()
                .getBeanProvider(TestIsolation.class)
                .getIfAvailable();
        AssertionError complaint = isolation == null ? null : end(isolation);
        if (complaint == null) {
            return;
        }
        Throwable failure = test.getTestException();
        if (failure == null) {
            throw complaint;
        }
        failure.addSuppressed(complaint);
    }

    /**
     * What the test commits is committed first, so that it is cleared, too. What it rolls back is left to Spring, whose listeners may count on the
     * transaction: another thread does not see it.
     */
    private static @Nullable AssertionError end(TestIsolation isolation) {
        if (!isolation.isOnDatabase() || !TestTransaction.isActive()) {
            return isolation.endTest();
        }
        if (TestTransaction.isFlaggedForRollback()) {
            return CompletableFuture.supplyAsync(
                            isolation::endTest, task -> new Thread(task, "durable-test-end").start())
                    .join();
        }
        try {
            TestTransaction.end();
        } catch (Throwable e) {
            isolation.endTest();
            throw e;
        }
        return isolation.endTest();
    }
}
