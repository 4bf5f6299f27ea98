package dev.durable.autoconfigure.actuate;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Auto-configuration of the endpoint {@code durable}, and of what the engine contributes to health and info. */
@AutoConfiguration(
        after = DurableAutoConfiguration.class,
        beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnBean(DurableEngine.class)
public final class DurableActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    @ConditionalOnAvailableEndpoint(DurableEndpoint.class)
    @EnableConfigurationProperties(DurableEndpointProperties.class)
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        DurableEndpoint durableEndpoint(
                DurableEngine engine, WorkflowClient client, DurableEndpointProperties properties) {
            return new DurableEndpoint(engine, client, properties);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("durable")
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "durableHealthIndicator")
        HealthIndicator durableHealthIndicator(DurableEngine engine) {
            return new DurableHealthIndicator(engine.insight());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
    @ConditionalOnEnabledInfoContributor(value = "durable", fallback = InfoContributorFallback.USE_DEFAULTS_PROPERTY)
    static class InfoConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "durableInfoContributor")
        InfoContributor durableInfoContributor(DurableEngine engine) {
            return new DurableInfoContributor(engine.insight());
        }
    }
}
