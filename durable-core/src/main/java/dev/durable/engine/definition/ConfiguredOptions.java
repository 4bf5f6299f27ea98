package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options that were configured by activity type or by activity. */
final class ConfiguredOptions {

    private final NamedValues<ActivityOptions> options;

    ConfiguredOptions(Map<String, ActivityOptions> options) {
        this.options = new NamedValues<>(options);
    }

    /** The declared options with the configured ones laid over them: first those of the type, then those of the activity. */
    ActivityOptions over(ActivityOptions declared, String typeName, String activityName) {
        ActivityOptions merged = declared.overriddenBy(take(typeName)).overriddenBy(take(activityName));
        try {
            merged.toTimeouts(Duration.ofMinutes(1));
            merged.retry().toPolicy();
            return merged;
        } catch (IllegalArgumentException e) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "The options of activity " + activityName + " do not fit together: " + e.getMessage() + ".",
                    e);
        }
    }

    private ActivityOptions take(String name) {
        ActivityOptions configured = options.take(name);
        return configured != null ? configured : ActivityOptions.NONE;
    }

    /** A misspelt name would otherwise be ignored without a word. */
    void requireAllUsed(Set<String> activityNames) {
        if (!options.unused().isEmpty()) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "Options are configured (durable.activities.<name>) for " + options.unused()
                            + ", but there is no activity and no activity type of that name. Activities are "
                            + new TreeSet<>(activityNames) + ".");
        }
    }
}
