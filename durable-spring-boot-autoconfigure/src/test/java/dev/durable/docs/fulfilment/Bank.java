package dev.durable.docs.fulfilment;

import dev.durable.annotation.Activity;
import dev.durable.failure.ApplicationFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Takes money from a card the second time it is asked, unless the card is stolen. */
@Component
@Activity
public class Bank {

    private final Set<String> askedBefore = ConcurrentHashMap.newKeySet();

    public String collect(String card) {
        if (card.equals("stolen")) {
            throw ApplicationFailure.nonRetryable("The card is stolen", "CardStolen");
        }
        if (askedBefore.add(card)) {
            throw ApplicationFailure.nonRetryable("The account is empty", "NoMoney");
        }
        return "paid by " + card;
    }
}
