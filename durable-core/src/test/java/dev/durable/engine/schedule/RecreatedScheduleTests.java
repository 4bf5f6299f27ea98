package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.store.StoredSchedule;
import dev.durable.store.memory.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A schedule that is deleted and created anew. */
class RecreatedScheduleTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void nodeThatStillLooksAtTheFormerScheduleDoesNotBringItBack() {
        ScheduleClient schedules = engines.engine().clientOnly().start().schedules();
        schedules.create("nightly", Schedule.of(ScheduleSpec.cron("0 3 * * *"), schedules.action("Report")));
        StoredSchedule former = engines.store().findSchedule("nightly").orElseThrow();
        schedules.schedule("nightly").delete();
        Schedule latter = Schedule.of(ScheduleSpec.cron("0 4 * * *"), schedules.action("Report"));
        schedules.create("nightly", latter);

        assertThat(engines.store().replaceSchedule(former)).isFalse();

        assertThat(schedules.schedule("nightly").describe().schedule()).isEqualTo(latter);
    }
}
