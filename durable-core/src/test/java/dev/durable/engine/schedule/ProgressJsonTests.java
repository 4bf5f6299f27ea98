package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCounts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressJsonTests {

    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final UUID RUN = UUID.fromString("018f3a7e-0000-7000-8000-000000000000");

    @Test
    void progressComesBackAsItWas() {
        TakenAction running = new TakenAction(TIME, TIME.plusSeconds(1), "nightly-1", RUN, false, true);
        TakenAction overlapping = new TakenAction(TIME, TIME.plusSeconds(2), "nightly-2", RUN, true, false);
        ScheduleProgress progress = new ScheduleProgress(
                TIME,
                TIME.plusSeconds(3),
                TIME.plusSeconds(4),
                List.of(running, overlapping),
                List.of(overlapping),
                List.of(
                        new WaitingAction(TIME, null, false),
                        new WaitingAction(TIME.plusMillis(1), OverlapPolicy.BUFFER_ALL, true)),
                List.of(
                        ScheduleBackfill.of(TIME, TIME),
                        ScheduleBackfill.of(TIME, TIME.plusSeconds(9)).withOverlap(OverlapPolicy.ALLOW_ALL)),
                new ScheduleCounts(5_000_000_000L, 2, 3, 4),
                Payload.json("{\"a\": 1}"),
                new FailureInfo(FailureInfo.Kind.APPLICATION, "Broken", "It broke", "", false, List.of(), null, null));

        assertThat(ProgressJson.read(ProgressJson.write(progress))).isEqualTo(progress);
    }

    @Test
    void aBeginningIsShort() {
        ScheduleProgress progress = ScheduleProgress.beginningAt(TIME);

        String json = ProgressJson.write(progress);

        assertThat(ProgressJson.read(json)).isEqualTo(progress);
        assertThat(json)
                .isEqualTo(
                        "{\"createdAt\":\"2026-11-22T12:00:00.123456Z\",\"updatedAt\":\"2026-11-22T12:00:00.123456Z\","
                                + "\"actedUntil\":\"2026-11-22T12:00:00.123456Z\","
                                + "\"counts\":{\"actions\":0,\"missed\":0,\"skipped\":0,\"dropped\":0}}");
    }

    @Test
    void propertiesOfLaterVersionsArePassedOver() {
        ScheduleProgress progress = ProgressJson.read(
                "{\"later\":{\"a\":[]},\"actedUntil\":\"2026-11-22T12:00:00Z\",\"counts\":{\"more\":1,\"actions\":1},"
                        + "\"waiting\":[{\"later\":1,\"scheduledAt\":\"2026-11-22T12:00:00Z\"}],"
                        + "\"backfills\":[{\"later\":1}],"
                        + "\"running\":[{\"later\":1,\"runId\":\"" + RUN + "\"}]}");

        assertThat(progress.counts().actions()).isEqualTo(1);
        assertThat(progress.running()).hasSize(1);
        assertThat(progress.waiting()).hasSize(1);
        assertThat(progress.backfills()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"createdAt\":\"yesterday\"}",
                "{\"running\":[{}]}",
                "{\"waiting\":[{\"overlap\":\"X\"}]}",
                "{\"counts\":{\"actions\":\"many\"}}"
            })
    void whatIsNoProgressIsRefused(String json) {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> ProgressJson.read(json));
    }
}
