package dev.durable.docs.guide;

import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;

// region interface
@Activity(startToCloseTimeout = "30s", retry = @Retry(initialInterval = "500ms", maximumAttempts = 8))
public interface TripActivities {

    String bookFlight(String destination);

    void cancelFlight(String booking);

    @ActivityMethod(startToCloseTimeout = "2m") // goes before the type's 30s
    String bookHotel(String destination);

    int askPrice(String airline, String destination);

    @ActivityMethod(retry = @Retry(maximumAttempts = 1)) // at most once
    void notifyByPhone(String customer);
}
// endregion
