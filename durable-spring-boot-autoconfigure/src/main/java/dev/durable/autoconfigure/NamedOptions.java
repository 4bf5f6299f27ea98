package dev.durable.autoconfigure;

import dev.durable.activity.ActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.schedule.ScheduleOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/**
 * Turns properties by name into options. Reads the environment once more, strictly: a name with a dot that is not written in brackets
 * would otherwise be left out without a word, and so would an option that is misspelt.
 *
 * @param prefix what the properties begin with
 * @param type properties of one name
 * @param name a name with a dot, as an example
 * @param option an option, as an example
 * @param options what the engine takes for them
 */
record NamedOptions<P, O>(String prefix, Class<P> type, String name, String option, Function<P, O> options) {

    /** {@code durable.activities.*}. */
    static final NamedOptions<ActivityProperties, ActivityOptions> ACTIVITIES = new NamedOptions<>(
            "durable.activities",
            ActivityProperties.class,
            "PaymentActivities.charge",
            "start-to-close-timeout",
            ActivityProperties::toOptions);

    /** {@code durable.schedules.*}. */
    static final NamedOptions<ScheduleProperties, ScheduleOptions> SCHEDULES = new NamedOptions<>(
            "durable.schedules", ScheduleProperties.class, "orders.nightly", "cron", ScheduleProperties::toOptions);

    /**
     * The options by name.
     *
     * @throws DurableException {@code DUR-1010} if there are properties that are not understood
     */
    Map<String, O> bind(Map<String, P> properties, Environment environment) {
        requireAllUnderstood(environment);
        Map<String, O> bound = new TreeMap<>();
        properties.forEach((key, value) -> bound.put(key, options.apply(value)));
        return bound;
    }

    private void requireAllUnderstood(Environment environment) {
        try {
            Binder.get(environment)
                    .bind(
                            prefix,
                            Bindable.mapOf(String.class, type),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                throw new DurableException(ErrorCode.OPTION_ILLEGAL, describe(unbound), e);
            }
            throw e;
        }
    }

    private String describe(UnboundConfigurationPropertiesException unbound) {
        String names = unbound.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        return "These properties are not understood: " + names
                + ". A name that contains a dot is written in brackets, as in " + prefix + "[" + name + "]." + option
                + " (in YAML: '[" + name + "]':).";
    }
}
