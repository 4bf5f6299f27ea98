package dev.durable.docs.guide;

import dev.durable.activity.ActivityArguments;
import dev.durable.activity.DynamicActivity;
import dev.durable.failure.ApplicationFailure;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

// region dynamic
@Component
class Templates implements DynamicActivity {

    @Override
    public Object execute(String activityType, ActivityArguments arguments) {
        String template = activityType.substring("Templates.".length());
        return render(template, arguments.get(0, String.class), arguments.get(1, Integer.class));
    }
    // endregion

    private String render(String template, String destination, int cents) {
        if (template.equals("fare")) {
            requireOpen(LocalTime.of(19, 0));
        }
        return template + ": " + destination + ", " + cents + " cents";
    }

    private static void requireOpen(LocalTime now) {
        if (now.isAfter(LocalTime.of(18, 0))) {
            // region next-retry-delay
            throw ApplicationFailure.of("The airline is closed until tomorrow", "Closed")
                    .withNextRetryDelay(Duration.ofHours(14));
            // endregion
        }
    }
    // region dynamic
}
// endregion
