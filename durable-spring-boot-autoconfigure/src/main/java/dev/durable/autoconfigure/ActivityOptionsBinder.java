package dev.durable.autoconfigure;

import dev.durable.activity.ActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/**
 * Turns {@code durable.activities.*} into options. Reads the environment once more, strictly: a name with a dot that is not
 * written in brackets would otherwise be left out without a word, and so would an option that is misspelt.
 */
final class ActivityOptionsBinder {

    private static final String PREFIX = "durable.activities";

    private final Environment environment;

    ActivityOptionsBinder(Environment environment) {
        this.environment = environment;
    }

    /**
     * The options by name.
     *
     * @throws DurableException {@code DUR-1010} if there are properties that are not understood
     */
    Map<String, ActivityOptions> bind(Map<String, ActivityProperties> activities) {
        requireAllUnderstood();
        Map<String, ActivityOptions> options = new TreeMap<>();
        activities.forEach((name, activity) -> options.put(name, activity.toOptions()));
        return options;
    }

    private void requireAllUnderstood() {
        try {
            Binder.get(environment)
                    .bind(
                            PREFIX,
                            Bindable.mapOf(String.class, ActivityProperties.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                throw new DurableException(ErrorCode.OPTION_ILLEGAL, describe(unbound), e);
            }
            throw e;
        }
    }

    private static String describe(UnboundConfigurationPropertiesException unbound) {
        String names = unbound.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        return "These properties are not understood: " + names
                + ". A name that contains a dot is written in brackets, as in " + PREFIX
                + "[PaymentActivities.charge].start-to-close-timeout (in YAML: '[PaymentActivities.charge]':).";
    }
}
