package dev.durable.sample.orders.payment;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.failure.ApplicationFailure;
import dev.durable.sample.orders.faults.Faults;
import dev.durable.sample.orders.faults.IdempotentEffect;
import java.math.BigDecimal;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Charges cards and pays back. A call ends with its effect, or with a failure that says that there was none. */
@Activity(startToCloseTimeout = "10s", retry = @Retry(initialInterval = "200ms", maximumInterval = "2s"))
@Service
public class PaymentActivities {

    /** Type of the failure when the card is declined. */
    public static final String CARD_DECLINED = "CardDeclined";

    private static final String DECLINED_TOKEN_PREFIX = "tok_declined";

    private static final Logger log = LoggerFactory.getLogger(PaymentActivities.class);

    private final PaymentLedger ledger;
    private final ActivityContext activity;
    private final Faults faults;

    PaymentActivities(PaymentLedger ledger, ActivityContext activity, Faults faults) {
        this.ledger = ledger;
        this.activity = activity;
        this.faults = faults;
    }

    /**
     * Charges the card, once, however often it is attempted.
     *
     * @return the payment
     * @throws ApplicationFailure {@value #CARD_DECLINED}, not retryable
     */
    public UUID charge(String orderId, BigDecimal amount, String cardToken) {
        return faults.around(() -> {
            if (cardToken.startsWith(DECLINED_TOKEN_PREFIX)) {
                throw ApplicationFailure.nonRetryable("The card was declined", CARD_DECLINED);
            }
            String key = activity.info().idempotencyKey();
            UUID paymentId = IdempotentEffect.once(() -> ledger.charge(key, orderId, amount));
            log.info("Charged {} as payment {}", amount, paymentId);
            return paymentId;
        });
    }

    /** Pays a payment back, once. */
    public void refund(UUID paymentId) {
        faults.around(() -> {
            boolean first = ledger.refund(paymentId);
            log.info(first ? "Refunded payment {}" : "Payment {} was refunded already", paymentId);
            return first;
        });
    }
}
