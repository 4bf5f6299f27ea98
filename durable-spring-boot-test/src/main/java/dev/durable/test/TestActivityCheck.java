package dev.durable.test;

import dev.durable.autoconfigure.discovery.ActivityBean;
import dev.durable.autoconfigure.discovery.ActivityBeans;
import dev.durable.autoconfigure.discovery.WorkflowClasses;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Says what to do when a workflow depends on an activity that the test has left out. */
final class TestActivityCheck {

    private final ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;

    TestActivityCheck(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /**
     * Looks for missing activities.
     *
     * @throws DurableException {@code DUR-1056} for the first one found
     */
    void run() {
        Set<Class<?>> present = new ActivityBeans(beanFactory)
                .find().stream().map(ActivityBean::type).collect(Collectors.toSet());
        for (Class<?> workflow : new WorkflowClasses(beanFactory, environment).find()) {
            ActivityTypes.of(workflow)
                    .filter(type -> present.stream().noneMatch(type::isAssignableFrom))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new DurableException(
                                ErrorCode.TEST_ACTIVITY_MISSING,
                                "The workflow class " + workflow.getName() + " depends on the activity type "
                                        + missing.getName() + ", for which this test has no bean.");
                    });
        }
    }
}
