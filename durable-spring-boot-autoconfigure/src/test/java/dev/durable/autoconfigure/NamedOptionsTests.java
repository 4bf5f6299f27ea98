package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

class NamedOptionsTests {

    @Test
    void optionsAreKeptByName() {
        Map<String, ActivityOptions> options = bind(
                "durable.activities.Payments.start-to-close-timeout=1s",
                "durable.activities[Payments.charge].start-to-close-timeout=2s");

        assertThat(options)
                .containsOnly(
                        Map.entry("Payments", ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofSeconds(1))),
                        Map.entry(
                                "Payments.charge",
                                ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofSeconds(2))));
    }

    @Test
    void noOptionsAreNeeded() {
        assertThat(bind()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "durable.activities.Payments.charge.start-to-close-timeout",
                "durable.activities.Payments.start-to-close",
                "durable.activities[Payments.charge].retry.attempts",
                "durable.schedules.orders.nightly.zone",
                "durable.schedules.nightly.crom"
            })
    void whatIsNotUnderstoodIsRefusedByName(String name) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> bind(name + "=1s"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_ILLEGAL))
                .satisfies(e -> assertThat(e.what()).containsIgnoringCase("not understood: " + name + "."));
    }

    private static Map<String, ActivityOptions> bind(String... properties) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        TestPropertyValues.of(properties).applyTo(environment);
        DurableProperties bound = Binder.get(environment).bindOrCreate("durable", DurableProperties.class);
        NamedOptions.SCHEDULES.bind(bound.schedules(), environment);
        return NamedOptions.ACTIVITIES.bind(bound.activities(), environment);
    }
}
