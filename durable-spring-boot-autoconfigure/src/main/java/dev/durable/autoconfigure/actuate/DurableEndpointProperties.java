package dev.durable.autoconfigure.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the endpoint {@code durable}, beside those that all endpoints have.
 *
 * @param showValues When to show arguments, results and other payloads, decoded as the client decodes them.
 * @param roles Roles of which a user must have one to be authorized to see values; with none, every authenticated user is.
 */
@ConfigurationProperties("management.endpoint.durable")
record DurableEndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {}
