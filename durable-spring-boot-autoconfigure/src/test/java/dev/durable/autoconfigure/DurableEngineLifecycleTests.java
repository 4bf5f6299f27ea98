package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

@ExtendWith(OutputCaptureExtension.class)
class DurableEngineLifecycleTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, DurableAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void startsLastAndStopsFirst() {
        runner.run(context -> assertThat(
                        context.getBean(DurableEngineLifecycle.class).getPhase())
                .isEqualTo(SmartLifecycle.DEFAULT_PHASE));
    }

    @Test
    void gracePeriodThatTheShutdownPhaseCutsOffIsWarnedOf(CapturedOutput output) {
        runner.withPropertyValues("durable.worker.grace-period=30s").run(context -> {});
        assertThat(output)
                .contains("WARN")
                .contains("durable.worker.grace-period (30000ms) is not below"
                        + " spring.lifecycle.timeout-per-shutdown-phase (30000ms)");
    }

    @Test
    void gracePeriodThatFitsIntoTheShutdownPhaseIsNot(CapturedOutput output) {
        runner.run(context -> {});
        runner.withPropertyValues("durable.worker.grace-period=40s", "spring.lifecycle.timeout-per-shutdown-phase=1m")
                .run(context -> {});

        assertThat(output).doesNotContain("grace-period");
    }

    @Test
    void startsAlthoughBeansAreInitializedLazily() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context.getBeanFactory().containsSingleton("durableEngine"))
                        .isTrue());
    }

    @Test
    void contextMayBeStoppedAndStartedAgain() {
        runner.run(context -> {
            DurableEngine engine = context.getBean(DurableEngine.class);

            context.getSourceApplicationContext().stop();
            assertThat(engine.isRunning()).isFalse();

            context.getSourceApplicationContext().start();
            assertThat(engine.isRunning()).isTrue();
        });
    }

    @Test
    void asynchronousStopReportsItsEnd() {
        runner.run(context -> {
            AtomicBoolean stopped = new AtomicBoolean();

            context.getBean(DurableEngineLifecycle.class).stop(() -> stopped.set(true));

            Awaitility.await().untilTrue(stopped);
            assertThat(context.getBean(DurableEngine.class).isRunning()).isFalse();
        });
    }

    @Test
    void synchronousStopWaitsForItsEnd() {
        runner.run(context -> {
            context.getBean(DurableEngineLifecycle.class).stop();

            assertThat(context.getBean(DurableEngine.class).isRunning()).isFalse();
        });
    }

    @Test
    void closingTheContextStopsTheEngine() {
        DurableEngine[] engine = new DurableEngine[1];

        runner.run(context -> engine[0] = context.getBean(DurableEngine.class));

        assertThat(engine[0].isRunning()).isFalse();
    }

    @Test
    void trafficIsRefusedWhileTheEngineDoesNotRun() {
        runner.withBean(Availability.class).run(context -> {
            context.getSourceApplicationContext().stop();
            context.getSourceApplicationContext().start();

            assertThat(context.getBean(Availability.class).states)
                    .containsExactly(ReadinessState.REFUSING_TRAFFIC, ReadinessState.ACCEPTING_TRAFFIC);
        });
    }

    @Test
    void clientKeepsAcceptingTraffic() {
        runner.withPropertyValues("durable.worker.enabled=false")
                .withBean(Availability.class)
                .run(context -> {
                    context.getSourceApplicationContext().stop();

                    assertThat(context.getBean(Availability.class).states).isEmpty();
                });
    }

    /** As with devtools, which close the context and make another one in the same JVM. */
    @Test
    void applicationThatIsMadeAgainLeavesNoThreads() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("restarted");
        AtomicInteger started = new AtomicInteger();
        Thread application = new Thread(group, () -> {
            for (int i = 0; i < 2; i++) {
                runner.withUserConfiguration(Shop.class).run(context -> {
                    context.getBean(WorkflowClient.class)
                            .newWorkflow(GreetingWorkflow.class)
                            .start(workflow -> workflow.greet("Ada"))
                            .result(Duration.ofSeconds(60));
                    started.incrementAndGet();
                });
            }
        });

        application.start();
        application.join();

        assertThat(started).hasValue(2);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> threads(group), Matchers.empty());
    }

    private static List<String> threads(ThreadGroup group) {
        Thread[] threads = new Thread[200];
        int count = group.enumerate(threads);
        return Stream.of(threads).limit(count).map(Thread::getName).toList();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    @Import(ShopActivities.class)
    static class Shop {}

    static class Availability {

        private final List<Object> states = new ArrayList<>();

        @EventListener
        void changed(AvailabilityChangeEvent<?> event) {
            states.add(event.getState());
        }
    }
}
