package dev.durable.docs.guide;

import dev.durable.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Activities that remember their calls. */
@Component
class TripAgency implements TripActivities {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    List<String> calls() {
        return new ArrayList<>(calls);
    }

    @Override
    public String bookFlight(String destination) {
        calls.add("bookFlight");
        return "flight to " + destination;
    }

    @Override
    public void cancelFlight(String booking) {
        calls.add("cancelFlight");
    }

    @Override
    public String bookHotel(String destination) {
        calls.add("bookHotel");
        if (destination.equals("Atlantis")) {
            throw soldOut();
        }
        return "hotel in " + destination;
    }

    @Override
    public int askPrice(String airline, String destination) {
        calls.add("askPrice");
        return airline.length() * 100;
    }

    @Override
    public void notifyByPhone(String customer) {
        calls.add("notifyByPhone");
    }

    private static ApplicationFailure soldOut() {
        // region non-retryable
        return ApplicationFailure.nonRetryable("No room is left", "SoldOut");
        // endregion
    }
}
