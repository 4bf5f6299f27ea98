package dev.durable.engine.simulation;

import dev.durable.engine.DurableEngine;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAlreadyExistsException;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleNotFoundException;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** What callers do with a schedule of {@link Errand}s, which follows from the seed. In the end it is deleted. */
final class ScheduledErrands {

    /** Begins the ids of workflows of schedules. */
    static final String PREFIX = "schedule-";

    /** Begins the ids of those of which no two may be open at a time. */
    static final String ALONE = PREFIX + "alone-";

    private final Random random;
    private final Calls calls;
    private final Checker checker;
    private String id;

    ScheduledErrands(Random random, Calls calls, Checker checker) {
        this.random = random;
        this.calls = calls;
        this.checker = checker;
    }

    /** Plans all calls of the next while, if there is to be a schedule at all. */
    void plan(long micros) {
        OverlapPolicy overlap = OverlapPolicy.values()[random.nextInt(OverlapPolicy.values().length)];
        id = (overlap == OverlapPolicy.ALLOW_ALL ? PREFIX : ALONE) + overlap;
        long seed = random.nextLong();
        int steps = 1 + random.nextInt(3);
        ScheduleSpec spec = ScheduleSpec.every(Duration.ofSeconds(1 + random.nextInt(3)));
        calls.planOnEngine(random.nextInt((int) micros / 4), true, "create " + id, engine -> {
            try {
                engine.schedules()
                        .create(
                                id,
                                Schedule.of(spec, engine.schedules().action(Errand.class, w -> w.run(seed, steps, 0)))
                                        .withPolicy(SchedulePolicy.DEFAULT.withOverlap(overlap)));
            } catch (ScheduleAlreadyExistsException e) {
                // by the try before, whose outcome nobody could know
            }
        });
        for (int i = random.nextInt(3); i > 0; i--) {
            meanwhile(micros, "trigger", ScheduleHandle::trigger);
        }
        if (random.nextInt(3) == 0) {
            meanwhile(micros, "pause", schedule -> schedule.pause("wait"));
            meanwhile(micros, "unpause", schedule -> schedule.unpause("go on"));
        }
    }

    private void meanwhile(long micros, String what, Consumer<ScheduleHandle> action) {
        calls.planOnEngine(random.nextInt((int) micros), false, what + " " + id, engine -> ifThere(engine, action));
    }

    /** Whether the schedule exists. */
    boolean isThere() {
        return id != null && checker.isSchedule(id);
    }

    /** Sees to it that there is an end of it, now and then: the call that creates it may still be under way. */
    void finish() {
        if (isThere()) {
            calls.planOnEngine(0, false, "delete " + id, engine -> ifThere(engine, ScheduleHandle::delete));
        }
    }

    private void ifThere(DurableEngine engine, Consumer<ScheduleHandle> action) {
        try {
            action.accept(engine.schedules().schedule(id));
        } catch (ScheduleNotFoundException e) {
            // not yet, or not any more
        }
    }
}
