package dev.durable.autoconfigure.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.autoconfigure.discovery.apps.contract.ParcelShipping;
import dev.durable.autoconfigure.discovery.apps.plain.OrderWorkflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WorkflowBeanGuardTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withBean(WorkflowBeanGuard.class);

    @Test
    void workflowClassAsBeanIsRefused() {
        runner.withBean("orders", OrderWorkflow.class)
                .run(context -> assertThat(context).getFailure().isInstanceOfSatisfying(DurableException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_IS_BEAN);
                    assertThat(e.what()).contains(OrderWorkflow.class.getName(), "'orders'");
                }));
    }

    @Test
    void implementationOfAWorkflowInterfaceAsBeanIsRefused() {
        runner.withBean(ParcelShipping.class)
                .run(context -> assertThat(context).getFailure().isInstanceOf(DurableException.class));
    }

    @Test
    void workflowClassOfABeanMethodIsRefusedWithoutCallingIt() {
        runner.withUserConfiguration(WorkflowBeans.class)
                .run(context -> assertThat(context).getFailure().isInstanceOf(DurableException.class));
    }

    @Test
    void otherBeansAreLeftAlone() {
        runner.withBean(SomeActivity.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Activity
    static class SomeActivity {}

    @Configuration(proxyBeanMethods = false)
    static class WorkflowBeans {

        @Bean
        OrderWorkflow orderWorkflow() {
            throw new IllegalStateException("called");
        }
    }
}
