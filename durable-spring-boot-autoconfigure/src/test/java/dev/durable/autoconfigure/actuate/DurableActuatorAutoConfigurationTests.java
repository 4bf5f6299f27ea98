package dev.durable.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DurableActuatorAutoConfigurationTests {

    private final DurableEngine engine = DurableEngine.builder(
                    new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .build();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DurableActuatorAutoConfiguration.class))
            .withBean(DurableEngine.class, () -> engine)
            .withBean(WorkflowClient.class, engine::client);

    @Test
    void healthAndInfoAreThereAndTheEndpointIsNotUnlessExposed() {
        runner.run(context -> assertThat(context)
                .hasBean("durableHealthIndicator")
                .hasBean("durableInfoContributor")
                .doesNotHaveBean(DurableEndpoint.class));
    }

    @Test
    void endpointIsThereOnceItIsExposed() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=durable")
                .run(context -> assertThat(context).hasSingleBean(DurableEndpoint.class));
    }

    @Test
    void eachPartIsSwitchedOffAsActuatorDoes() {
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=durable",
                        "management.endpoint.durable.access=NONE",
                        "management.health.durable.enabled=false",
                        "management.info.durable.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean("durableHealthIndicator")
                        .doesNotHaveBean("durableInfoContributor")
                        .doesNotHaveBean(DurableEndpoint.class));
    }

    @Test
    void applicationWithoutActuatorIsLeftAlone() {
        runner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DurableEndpoint.class));
    }

    @Test
    void applicationWithoutEngineHasNothing() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DurableActuatorAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean("durableHealthIndicator"));
    }
}
