package dev.durable.test.extended;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.test.DurableTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** Which beans that adjust the engine are in a slice. */
class ExtendedSliceTests {

    @Nested
    @DurableTest(GreetingWorkflow.class)
    class ByDefault {

        @ParameterizedTest
        @ValueSource(
                classes = {
                    SnakeCase.class,
                    PlainCodec.class,
                    Tenant.class,
                    Adjustment.class,
                    Anything.class,
                    Interception.OfClient.class,
                    Interception.OfWorkflows.class,
                    Interception.OfActivities.class
                })
        void componentsThatAdjustTheEngineAreThere(Class<?> extension, @Autowired ApplicationContext context) {
            assertThat(context.getBeanProvider(extension).stream()).hasSize(1);
        }

        @Test
        void othersAndWhatConfigurationsDeclareIsNot(@Autowired ApplicationContext context) {
            assertThat(context.getBeanProvider(Bystander.class).stream()).isEmpty();
            assertThat(context.containsBean("declaredInterceptor")).isFalse();
        }

        @Test
        void payloadsAreThoseOfTheApplication(@Autowired WorkflowClient workflows) {
            WorkflowHandle<Greeting> run =
                    workflows.newWorkflow(GreetingWorkflow.class).start(w -> w.greet(new Greeting("Ada")));

            assertThat(run).completesWith(new Greeting("Ada"));

            assertThat(run.exportHistory()).contains("first_name");
        }
    }

    @Nested
    @DurableTest(workflows = GreetingWorkflow.class, activities = Bystander.class)
    class WithNamedActivities {

        @Test
        void dynamicActivityIsNoneOfThem(@Autowired ApplicationContext context) {
            assertThat(context.getBeanProvider(Anything.class).stream()).isEmpty();
            assertThat(context.getBeanProvider(SnakeCase.class).stream()).hasSize(1);
        }
    }

    @Nested
    @DurableTest(GreetingWorkflow.class)
    @Import(ExtensionsConfiguration.class)
    class WithConfiguration {

        @Test
        void configurationIsImported(@Autowired ApplicationContext context) {
            assertThat(context.containsBean("declaredInterceptor")).isTrue();
        }
    }
}
