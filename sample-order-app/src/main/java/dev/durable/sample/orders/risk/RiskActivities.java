package dev.durable.sample.orders.risk;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.failure.ApplicationFailure;
import dev.durable.sample.orders.faults.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Looks for fraud. Changes nothing, so it may be repeated. */
@Activity(startToCloseTimeout = "10s", retry = @Retry(initialInterval = "200ms", maximumInterval = "2s"))
@Service
public class RiskActivities {

    /** Type of the failure when the card is known to be stolen. */
    public static final String SUSPECTED_FRAUD = "SuspectedFraud";

    private static final String STOLEN_TOKEN_PREFIX = "tok_stolen";

    private static final Logger log = LoggerFactory.getLogger(RiskActivities.class);

    private final Faults faults;

    RiskActivities(Faults faults) {
        this.faults = faults;
    }

    /**
     * Checks an order.
     *
     * @throws ApplicationFailure {@value #SUSPECTED_FRAUD}, not retryable
     */
    public void check(String customer, String cardToken) {
        faults.around(() -> {
            if (cardToken.startsWith(STOLEN_TOKEN_PREFIX)) {
                throw ApplicationFailure.nonRetryable("The card is reported stolen", SUSPECTED_FRAUD);
            }
            log.info("Nothing is known against {}", customer);
            return true;
        });
    }
}
