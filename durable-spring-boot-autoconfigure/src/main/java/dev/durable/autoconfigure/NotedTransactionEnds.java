package dev.durable.autoconfigure;

import dev.durable.jpa.TransactionEnds;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Lets the store notice when a transaction is over, whichever manager of the application has begun it. Early, so that managers which others have made
 * early are among them.
 */
final class NotedTransactionEnds implements BeanPostProcessor, PriorityOrdered {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof PlatformTransactionManager && bean instanceof ConfigurableTransactionManager transactions) {
            TransactionEnds.noteThoseOf(transactions);
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
