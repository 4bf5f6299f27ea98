package dev.durable.sample.orders.faults;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Faults to inject into activities.
 *
 * @param failureRate Share of attempts that fail, from 0 to 1; half of them fail after their effect.
 * @param slowActivity Name of an activity that is slow, such as ShippingActivities.ship.
 * @param slowDelay Time by which each attempt of the slow activity is delayed.
 */
@Validated
@ConfigurationProperties("sample.faults")
record FaultProperties(
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0") double failureRate,
        @Nullable String slowActivity,
        @DefaultValue("3s") Duration slowDelay) {}
