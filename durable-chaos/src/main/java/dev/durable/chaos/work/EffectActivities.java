package dev.durable.chaos.work;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.failure.ApplicationFailure;
import org.springframework.stereotype.Service;

/** Activities that may be tried as often as it takes. */
@Activity(
        name = "Effects",
        startToCloseTimeout = "20s",
        retry = @Retry(initialInterval = "100ms", maximumInterval = "2s"))
@Service
public class EffectActivities {

    private final ActivityContext activity;
    private final EffectLedger ledger;

    EffectActivities(ActivityContext activity, EffectLedger ledger) {
        this.activity = activity;
        this.ledger = ledger;
    }

    /** Has its effect, and fails then if it is told to. */
    public int apply(Effect effect) {
        ledger.note(activity.info());
        effect.takeItsTime();
        if (activity.info().attempt() <= effect.failures()) {
            throw ApplicationFailure.of("Not at attempt " + activity.info().attempt(), "TryAgain");
        }
        return effect.step();
    }

    /** Has no effect and fails for good. */
    public int refuse(Effect effect) {
        throw ApplicationFailure.nonRetryable("Refused at step " + effect.step(), "Refused");
    }
}
