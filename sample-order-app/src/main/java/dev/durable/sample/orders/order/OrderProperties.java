package dev.durable.sample.orders.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of new orders.
 *
 * @param cancellationWindow Time in which a customer may cancel an order that is ready to be shipped.
 */
@ConfigurationProperties("sample")
record OrderProperties(@DefaultValue("5s") Duration cancellationWindow) {}
