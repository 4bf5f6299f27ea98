package dev.durable.chaos.work;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.failure.DurableException;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Activities that are completed later, by a thread that has nothing to do with the attempt. If its process dies before, the attempt runs out of time and
 * is repeated.
 */
@Activity(name = "Later", startToCloseTimeout = "8s", retry = @Retry(initialInterval = "100ms", maximumInterval = "2s"))
@Service
public class LaterActivities {

    private static final Logger log = LoggerFactory.getLogger(LaterActivities.class);

    private final ActivityContext activity;
    private final ActivityCompletionClient completion;
    private final EffectLedger ledger;
    private final ScheduledExecutorService outside = Executors.newScheduledThreadPool(4);

    LaterActivities(ActivityContext activity, ActivityCompletionClient completion, EffectLedger ledger) {
        this.activity = activity;
        this.completion = completion;
        this.ledger = ledger;
    }

    /** Has its effect, and leaves it to others to say so. */
    public int apply(Effect effect) {
        ledger.note(activity.info());
        String token = activity.taskToken();
        activity.completeLater();
        outside.schedule(() -> complete(token, effect), effect.millis(), TimeUnit.MILLISECONDS);
        return effect.step();
    }

    private void complete(String token, Effect effect) {
        try {
            completion.complete(token, effect.step());
        } catch (DurableException e) {
            log.info("Not completed: {}", e.what());
        }
    }

    @PreDestroy
    void close() {
        outside.shutdownNow();
    }
}
