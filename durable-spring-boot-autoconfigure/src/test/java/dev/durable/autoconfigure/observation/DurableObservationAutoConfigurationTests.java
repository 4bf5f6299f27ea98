package dev.durable.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import brave.handler.MutableSpan;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.autoconfigure.metrics.DurableMetricsAutoConfiguration;
import dev.durable.autoconfigure.tracing.FinishedSpans;
import dev.durable.client.WorkflowClient;
import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.memory.InMemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Observations in an application, as Spring Boot gives it a registry and a tracer. */
class DurableObservationAutoConfigurationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DurableAutoConfiguration.class,
                    DurableMetricsAutoConfiguration.class,
                    DurableObservationAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withBean(DurableStore.class, () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .withBean(
                    DurableEngineCustomizer.class,
                    () -> builder -> builder.workflow(HelloWorkflow.class)
                            .activity(HelloActivities.class, HelloActivities::new));
    private final ApplicationContextRunner tracing = plain.withConfiguration(AutoConfigurations.of(
                    ObservationAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class,
                    BraveAutoConfiguration.class))
            .withBean(FinishedSpans.class)
            .withPropertyValues("management.tracing.sampling.probability=1");

    @Test
    void oneTraceLeadsFromTheStartToTheEnd() {
        tracing.run(context -> {
            hello(context);

            FinishedSpans spans = context.getBean(FinishedSpans.class);
            MutableSpan start = spans.single("start Hello");
            assertThat(spans.single("activity HelloActivities.hello").parentId())
                    .isEqualTo(start.id());
            assertThat(spans.single("workflow Hello").parentId()).isEqualTo(start.id());
            Instant began = context.getBean(WorkflowClient.class)
                    .workflow("hello")
                    .history()
                    .get(0)
                    .time();
            assertThat(spans.single("workflow Hello").startTimestamp())
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, began));
            assertThat(spans.all()).extracting(MutableSpan::traceId).containsOnly(start.traceId());
        });
    }

    @Test
    void callsHaveTimersAndWhatHasMetersOfItsOwnHasNone() {
        tracing.run(context -> {
            hello(context);

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("durable.workflow.start").timer().count()).isEqualTo(1);
            assertThat(meters.get("durable.activity.attempt").timer().count()).isEqualTo(1);
            for (String name : List.of("durable.activity", "durable.activity.active", "durable.workflow")) {
                assertThat(meters.find(name).meters()).as(name).isEmpty();
            }
        });
    }

    @Test
    void timersOfCallsSayWhatTheyAre() {
        tracing.run(context -> {
            hello(context);
            MeterRegistry meters = context.getBean(MeterRegistry.class);

            assertThat(Stream.of(DurableObservation.START, DurableObservation.SIGNAL, DurableObservation.UPDATE)
                            .map(DurableObservation::defaultName)
                            .flatMap(name -> Stream.of(name, name + ".active"))
                            .map(name -> meters.timer(name).getId().getDescription()))
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
            assertThat(meters.get("durable.workflow.start")
                            .tag("workflow.type", "Hello")
                            .timer()
                            .getId()
                            .getDescription())
                    .isEqualTo("Calls of this node that start workflows");
            assertThat(meters.timer("app.own").getId().getDescription()).isNull();
        });
    }

    @Test
    void timersOfMessagesHaveDeclaredNamesOnly() {
        tracing.run(context -> {
            WorkflowClient client = context.getBean(WorkflowClient.class);
            client.newWorkflow(HelloWorkflow.class)
                    .id("hello")
                    .startDelay(Duration.ofDays(1))
                    .start(HelloWorkflow::run);

            client.workflow("hello").signal("wave");
            client.workflow("hello").signal("sensor-42");
            client.workflow("hello").signal("sensor-43");
            client.workflow(Remote.class, "hello").signal(Remote::ring);

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("durable.workflow.signal").timers())
                    .extracting(timer -> timer.getId().getTag("signal.name"), timer -> timer.count())
                    .containsExactlyInAnyOrder(tuple("wave", 1L), tuple("other", 2L), tuple("ring", 1L));
        });
    }

    @Test
    void observationsAreSwitchedOffTheWayOfSpringBoot() {
        tracing.withPropertyValues("management.observations.enable.durable=false")
                .run(context -> {
                    hello(context);

                    assertThat(context.getBean(FinishedSpans.class).all()).isEmpty();
                });
    }

    @Test
    void spansAreSeparateTracesIfTracesDoNotTravel() {
        tracing.withPropertyValues("durable.context.tracing=false").run(context -> {
            hello(context);

            assertThat(context.getBean(FinishedSpans.class).all())
                    .hasSize(3)
                    .extracting(MutableSpan::traceId)
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void valueOfAPropagatorOfTheApplicationIsLeftAlone() {
        tracing.withBean(NamedTracing.class).run(context -> {
            hello(context);

            assertThat(context.getBean(NamedTracing.class).restored)
                    .isNotEmpty()
                    .containsOnly("mine");
            assertThat(context.getBean(FinishedSpans.class).all()).hasSize(3);
        });
    }

    @Test
    void nothingIsObservedWithoutARegistry() {
        plain.run(context -> {
            hello(context);

            assertThat(context)
                    .doesNotHaveBean(ObservationRegistry.class)
                    .doesNotHaveBean(DurableObservationAutoConfiguration.class);
        });
    }

    @Test
    void observationsNeedNoTracer() {
        plain.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
                .run(context -> {
                    hello(context);

                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("durable.workflow.start")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    private static void hello(ApplicationContext context) {
        assertThat(context.getBean(WorkflowClient.class)
                        .newWorkflow(HelloWorkflow.class)
                        .id("hello")
                        .start(HelloWorkflow::run)
                        .result(PATIENCE))
                .isEqualTo("hello");
    }

    /** One activity. */
    @Workflow(name = "Hello")
    public static class HelloWorkflow {

        private final HelloActivities activities;

        HelloWorkflow(HelloActivities activities) {
            this.activities = activities;
        }

        @WorkflowMethod
        public String run() {
            return activities.hello();
        }

        @SignalMethod
        public void wave() {}
    }

    /** What a client knows of a workflow that others implement. */
    @Workflow(name = "Hello")
    public interface Remote {

        @WorkflowMethod
        String run();

        @SignalMethod
        void ring();
    }

    /** Says hello. */
    @Activity
    public static class HelloActivities {

        public String hello() {
            return "hello";
        }
    }

    /** Has the name of ours, and values of another kind. */
    static class NamedTracing implements ContextPropagator<String> {

        private final List<String> restored = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "tracing";
        }

        @Override
        public Type type() {
            return String.class;
        }

        @Override
        public String capture() {
            return "mine";
        }

        @Override
        public ContextScope restore(@Nullable String context) {
            restored.add(String.valueOf(context));
            return () -> {};
        }
    }
}
