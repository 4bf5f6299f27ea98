package dev.durable.autoconfigure.discovery;

import dev.durable.annotation.Workflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Refuses workflow classes that are Spring beans, too: a singleton would share its fields among all runs. Looks at bean
 * definitions before any bean is created, because creating such a bean mostly fails in a way that explains less.
 */
public final class WorkflowBeanGuard implements BeanFactoryPostProcessor {

    /** Creates the guard. */
    public WorkflowBeanGuard() {}

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        for (String name : beanFactory.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = beanFactory.getType(name, false);
            if (type != null && isWorkflow(type)) {
                throw new DurableException(
                        ErrorCode.WORKFLOW_IS_BEAN,
                        "The workflow class " + type.getName() + " is also a Spring bean, '" + name + "'.");
            }
        }
    }

    private static boolean isWorkflow(Class<?> type) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(Workflow.class);
    }
}
