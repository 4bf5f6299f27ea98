package dev.durable.test;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Has {@link TestIsolation} end each test of a context that has one: before mocks are reset, which the engine may still call until then. */
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
        AssertionError difference = isolation == null ? null : isolation.endTest();
        if (difference == null) {
            return;
        }
        Throwable failure = test.getTestException();
        if (failure == null) {
            throw difference;
        }
        failure.addSuppressed(difference);
    }
}
