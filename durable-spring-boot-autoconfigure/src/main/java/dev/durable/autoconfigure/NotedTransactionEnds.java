package dev.durable.autoconfigure;

import dev.durable.jpa.TransactionEnds;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Lets the store notice when a transaction is over, whichever manager of the application has begun it: one of this context, which may be a child of the
 * engine's, or of a parent, whose managers are there already. Early, so that managers which others have made early are among them.
 */
final class NotedTransactionEnds implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered {

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        if (beanFactory instanceof HierarchicalBeanFactory own
                && own.getParentBeanFactory() instanceof ListableBeanFactory parent) {
            BeanFactoryUtils.beansOfTypeIncludingAncestors(parent, PlatformTransactionManager.class, false, true)
                    .forEach((name, manager) -> postProcessAfterInitialization(manager, name));
        }
    }

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
