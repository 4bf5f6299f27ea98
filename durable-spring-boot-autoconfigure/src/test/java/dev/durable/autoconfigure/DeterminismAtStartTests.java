package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.autoconfigure.apps.stamps.StampWorkflow;
import dev.durable.client.WorkflowClient;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

/** The determinism check in an application that starts. */
@ExtendWith(OutputCaptureExtension.class)
class DeterminismAtStartTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, DurableAutoConfiguration.class))
            .withUserConfiguration(Stamping.class)
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void findingsAreLoggedUnlessToldOtherwise(CapturedOutput output) {
        application.run(context -> {
            assertThat(context).hasSingleBean(WorkflowClient.class);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(output)
                            .contains("DUR-1033: StampWorkflow may not replay. ")
                            .contains("Stamps.now(Stamps.java:")
                            .contains("StampWorkflow.later(StampWorkflow.java:")
                            .contains("Use workflow.now() or workflow.clock().")
                            .contains("has @Transactional on the method run, which has no effect there")
                            .contains("has @Async on the method later, which has no effect there")
                            .contains("has @Value on the field format, which has no effect there"));
        });
    }

    @Test
    void findingsFailTheStartIfTheyAreTo() {
        application.withPropertyValues("durable.determinism.check=fail").run(context -> {
            assertThat(context).hasFailed();
            assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_DETERMINISTIC))
                    .hasMessageContaining("calls java.time.Instant.now()");
        });
    }

    @Test
    void nothingIsStartedBeforeTheCheckIsDone() {
        List<String> started = new CopyOnWriteArrayList<>();
        application
                .withBean("server", RecordingLifecycle.class, () -> new RecordingLifecycle(started))
                .withPropertyValues("durable.determinism.check=fail")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(started).isEmpty();
                });
    }

    @Test
    void checkIsWaitedForInAnApplicationThatIsLazy() {
        application
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("durable.determinism.check=fail")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("calls java.time.Instant.now()"));
    }

    @Test
    void whatIsTrustedIsNotLookedAt(CapturedOutput output) {
        application
                .withPropertyValues(
                        "durable.determinism.check=fail",
                        "durable.determinism.trusted=dev.durable.autoconfigure.apps.stamps")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("DUR-1033");
    }

    @Test
    void checkCanBeSwitchedOff(CapturedOutput output) {
        application
                .withPropertyValues("durable.determinism.check=off")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("DUR-1033");
    }

    @Test
    void openRunsMayBeReplayedFirst() {
        application
                .withPropertyValues("durable.determinism.check=off", "durable.determinism.verify-open-runs=5")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void numberOfRunsIsLimited() {
        application
                .withPropertyValues("durable.determinism.verify-open-runs=1001")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("must be 0 (none) to 1000"));
    }

    @Configuration(proxyBeanMethods = false)
    @WorkflowScan(basePackageClasses = StampWorkflow.class)
    static class Stamping {}

    /** Like a web server, which is started before the engine. */
    private record RecordingLifecycle(List<String> started) implements SmartLifecycle {

        @Override
        public void start() {
            started.add("server");
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return !started.isEmpty();
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
