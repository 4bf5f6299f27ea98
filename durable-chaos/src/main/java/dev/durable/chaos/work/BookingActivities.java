package dev.durable.chaos.work;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityInfo;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.failure.ApplicationFailure;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Activities whose effect is a row in the database, committed together with their result. */
@Activity(
        name = BookingActivities.NAME,
        transactional = true,
        startToCloseTimeout = "20s",
        retry = @Retry(initialInterval = "100ms", maximumInterval = "2s"))
@Service
public class BookingActivities {

    /** Name of the type. */
    public static final String NAME = "Bookings";

    /** Makes the table of the rows: whose they are, and of which attempt. Nothing in it refuses a second one. */
    public static final String CREATE_TABLE =
            "create table chaos_booking (activity_key varchar(100) not null, attempt integer not null)";

    private final ActivityContext activity;
    private final EffectLedger ledger;
    private final JdbcTemplate jdbc;

    BookingActivities(ActivityContext activity, EffectLedger ledger, JdbcTemplate jdbc) {
        this.activity = activity;
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    /** Has its effect. If it is told to fail, it throws at its first attempt, and asks for a rollback at others. */
    @Transactional
    public int book(Effect effect) {
        ActivityInfo info = activity.info();
        ledger.note(info);
        jdbc.update("insert into chaos_booking values (?, ?)", info.idempotencyKey(), info.attempt());
        effect.takeItsTime();
        if (info.attempt() <= effect.failures()) {
            if (info.attempt() == 1) {
                throw ApplicationFailure.of("Not at attempt 1", "TryAgain");
            }
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return effect.step();
    }
}
