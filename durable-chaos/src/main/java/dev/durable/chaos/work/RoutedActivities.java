package dev.durable.chaos.work;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.failure.ApplicationFailure;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Activities on a queue that not all nodes host, so that their attempts cross nodes. They say that they are alive. */
@Activity(
        name = "Routed",
        taskQueue = RoutedActivities.QUEUE,
        startToCloseTimeout = "15s",
        heartbeatTimeout = "2s",
        retry = @Retry(initialInterval = "100ms", maximumInterval = "2s"))
@Service
public class RoutedActivities {

    /** The queue. */
    public static final String QUEUE = "routed";

    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final ActivityContext activity;
    private final EffectLedger ledger;

    RoutedActivities(ActivityContext activity, EffectLedger ledger) {
        this.activity = activity;
        this.ledger = ledger;
    }

    /** Has its effect. If it is told to fail, it is silent for too long at its first attempt, and throws at others. */
    public int apply(Effect effect) {
        ledger.note(activity.info());
        activity.heartbeat(effect.step());
        effect.takeItsTime();
        int attempt = activity.info().attempt();
        if (attempt <= effect.failures()) {
            if (attempt == 1) {
                Effect.take(SILENCE);
            }
            throw ApplicationFailure.of("Not at attempt " + attempt, "TryAgain");
        }
        return effect.step();
    }
}
