package dev.durable.chaos.work;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import org.springframework.stereotype.Service;

/** Activities that start at most once, whatever happens. */
@Activity(name = OnceActivities.NAME, startToCloseTimeout = "20s", retry = @Retry(maximumAttempts = 1))
@Service
public class OnceActivities {

    /** Name of the type. */
    public static final String NAME = "Once";

    private final ActivityContext activity;
    private final EffectLedger ledger;

    OnceActivities(ActivityContext activity, EffectLedger ledger) {
        this.activity = activity;
        this.ledger = ledger;
    }

    /** Notes that it has started. */
    public int apply(Effect effect) {
        ledger.note(activity.info());
        effect.takeItsTime();
        return effect.step();
    }
}
