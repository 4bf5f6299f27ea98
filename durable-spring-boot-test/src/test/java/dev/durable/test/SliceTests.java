package dev.durable.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.test.moody.MoodyApplication;
import dev.durable.test.moody.MoodyWorkflow;
import dev.durable.test.orders.Bank;
import dev.durable.test.orders.Letters;
import dev.durable.test.orders.OrderApplication;
import dev.durable.test.orders.OrderWorkflow;
import dev.durable.test.orders.Payments;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** What is in a slice, and what a test is told whose slice or workflow is wrong. */
class SliceTests {

    @Nested
    @DurableTest
    @ContextConfiguration(classes = OrderApplication.class)
    class Everything {

        @MockitoBean
        private Bank bank;

        @Test
        void workflowsAndActivitiesAreThereAndNothingElse(@Autowired ApplicationContext context) {
            assertThat(context.getBeansOfType(Payments.class)).hasSize(1);
            assertThat(context.getBeansOfType(Letters.class)).hasSize(1);
            assertThat(context.getBeansOfType(DurableEngine.class)).hasSize(1);
            assertThat(context.getBeansOfType(DataSource.class)).isEmpty();
        }
    }

    @Nested
    @DurableTest(
            workflows = OrderWorkflow.class,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Bank.class),
            properties = "some.property=value")
    @ContextConfiguration(classes = OrderApplication.class)
    class WithMore {

        @Test
        void beansAndPropertiesAreAdded(@Autowired ApplicationContext context) {
            assertThat(context.getBean(Bank.class)).isNotNull();
            assertThat(context.getEnvironment().getProperty("some.property")).isEqualTo("value");
        }
    }

    /** As application.yml does, which is of the whole application. */
    @Nested
    @DurableTest(
            workflows = MoodyWorkflow.class,
            properties = {
                "durable.activities.[Elsewhere.pay].start-to-close-timeout=9s",
                "durable.schedules.elsewhere.every=20s"
            })
    @ContextConfiguration(classes = MoodyApplication.class)
    class WithOptionsOfTheRest {

        @Test
        void optionsOfWhatIsLeftOutAreIgnored(@Autowired DurableEngine engine) {
            assertThat(engine).isNotNull();
        }
    }

    @Test
    void missingActivityFailsTheStartWithAdvice() {
        Throwable failure = failureOf(WithoutPayments.class);

        assertThat(failure)
                .rootCause()
                .isInstanceOfSatisfying(
                        DurableException.class,
                        cause -> assertThat(cause.code()).isEqualTo(ErrorCode.TEST_ACTIVITY_MISSING))
                .hasMessageContainingAll(OrderWorkflow.class.getName(), Payments.class.getName(), "@MockitoBean");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void dependencyThatIsNotInTheSliceFailsTheStartWithAdvice(CapturedOutput output) {
        assertThat(failureOf(WithoutBank.class)).rootCause().isInstanceOf(NoSuchBeanDefinitionException.class);

        assertThat(output)
                .contains("The bean 'payments' needs a bean of type " + Bank.class.getName(), "@MockitoBean")
                .doesNotContain("Consider defining a bean");
    }

    @Test
    void workflowThatDoesNotReplayFailsTheTest() {
        assertThat(failureOf(Nondeterministic.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "history of workflow 'moody-1' was replayed",
                        "not deterministic",
                        "replay = false",
                        "timer PT");
    }

    @Test
    void replayAfterTestsCanBeSwitchedOff() {
        assertThat(TestRuns.failuresOf(NotReplayed.class)).isEmpty();
    }

    private static Throwable failureOf(Class<?> testClass) {
        return TestRuns.failuresOf(testClass).get(0);
    }

    @DurableTest(workflows = OrderWorkflow.class, activities = Letters.class)
    @ContextConfiguration(classes = OrderApplication.class)
    static class WithoutPayments {

        @Test
        void neverBegins(@Autowired WorkflowClient workflows) {
            assertThat(workflows).isNull();
        }
    }

    @DurableTest(OrderWorkflow.class)
    @ContextConfiguration(classes = OrderApplication.class)
    static class WithoutBank {

        @Test
        void neverBegins(@Autowired WorkflowClient workflows) {
            assertThat(workflows).isNull();
        }
    }

    @DurableTest
    @ContextConfiguration(classes = MoodyApplication.class)
    static class Nondeterministic {

        @Test
        void completes(@Autowired WorkflowClient workflows) {
            MoodyWorkflow.run(workflows);
        }
    }

    @DurableTest
    @AutoConfigureDurableTest(replay = false)
    @ContextConfiguration(classes = MoodyApplication.class)
    static class NotReplayed {

        @Test
        void completes(@Autowired WorkflowClient workflows) {
            MoodyWorkflow.run(workflows);
        }
    }
}
