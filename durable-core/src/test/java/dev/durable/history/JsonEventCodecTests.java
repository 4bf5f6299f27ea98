package dev.durable.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.RetryPolicy;
import dev.durable.payload.PayloadException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonEventCodecTests {

    private final EventCodec codec = new JsonEventCodec();

    static Stream<HistoryEvent> events() {
        return HistoryEvents.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventComesBackEqual(HistoryEvent event) {
        String json = codec.encode(event);

        assertThat(codec.decode(event.eventId(), event.time(), event.type(), json))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasAnExampleOfItsOwnRecord(EventType type) {
        assertThat(HistoryEvents.full(type)).isInstanceOf(type.eventClass());
        assertThat(HistoryEvents.sparse(type)).isInstanceOf(type.eventClass());
    }

    @Test
    void ordinaryEventIsShort() {
        assertThat(codec.encode(HistoryEvents.sparse(EventType.ActivityTaskScheduled)))
                .isEqualTo("{\"activityType\":\"a\",\"taskQueue\":\"q\",\"startToCloseTimeout\":\"PT1M\"}");
        assertThat(codec.encode(HistoryEvents.sparse(EventType.ActivityTaskCompleted)))
                .isEqualTo("{\"scheduledEventId\":2,\"attempt\":1}");
        assertThat(codec.encode(HistoryEvents.sparse(EventType.WorkflowExecutionCompleted)))
                .isEqualTo("{}");
    }

    /** The text is what databases are full of: if this test fails, old histories are at stake. */
    @Test
    void storedFormStaysAsItIs() {
        assertThat(codec.encode(HistoryEvents.full(EventType.WorkflowExecutionStarted)))
                .startsWith("{\"workflowId\":\"order-42\",\"workflowType\":\"OrderWorkflow\",\"taskQueue\":\"orders\","
                        + "\"input\":[{\"id\":\"42\",\"price\":1.10,\"tags\":[\"a\",null]},{\"$metadata\":{")
                .contains("},\"$data\":\"AAEC/+==\"},null],\"engineVersion\":1,\"origin\":{\"firstRunId\":")
                .contains("\"options\":{\"executionTimeout\":\"PT72H\",\"expiresAt\":\"2026-03-01T10:16:30.123456Z\",")
                .endsWith("\"searchAttributes\":{\"count\":{\"type\":\"LONG\",\"value\":9223372036854775807},"
                        + "\"customer\":{\"type\":\"KEYWORD\",\"value\":\"ada \\\"x\\\"\"},"
                        + "\"due\":{\"type\":\"DATETIME\",\"value\":\"2026-03-01T10:15:30.123456Z\"},"
                        + "\"paid\":{\"type\":\"BOOLEAN\",\"value\":true},"
                        + "\"price\":{\"type\":\"DOUBLE\",\"value\":1.25},"
                        + "\"tags\":{\"type\":\"KEYWORD_LIST\",\"value\":[\"a\",\"b\"]}}}");
        assertThat(codec.encode(HistoryEvents.full(EventType.ActivityTaskScheduled)))
                .isEqualTo("{\"activityType\":\"PaymentActivities.charge\",\"taskQueue\":\"payments\","
                        + "\"input\":[{\"id\":\"42\",\"price\":1.10,\"tags\":[\"a\",null]}],"
                        + "\"startToCloseTimeout\":\"PT10S\",\"scheduleToStartTimeout\":\"PT5M\","
                        + "\"scheduleToCloseTimeout\":\"PT24H\",\"heartbeatTimeout\":\"PT1.5S\","
                        + "\"retryPolicy\":{\"initialInterval\":\"PT0.5S\",\"backoffCoefficient\":1.5,"
                        + "\"maximumInterval\":\"PT1M\",\"maximumAttempts\":5,"
                        + "\"nonRetryableTypes\":[\"java.io.IOException\",\"X\"]},\"cancellationType\":\"ABANDON\","
                        + "\"summary\":\"charges the card\",\"priority\":1,"
                        + "\"header\":{\"trace\":{\"id\":\"42\",\"price\":1.10,\"tags\":[\"a\",null]}}}");
        assertThat(codec.encode(HistoryEvents.full(EventType.TimerFired))).isEqualTo("{\"startedEventId\":4}");
    }

    @ParameterizedTest
    @EnumSource
    void absentAttributesReadAsEmpty(EventType type) {
        HistoryEvent event = codec.decode(3, Instant.EPOCH, type, "{}");

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.eventId()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void unknownAttributesAreIgnored(EventType type) {
        HistoryEvent event = HistoryEvents.full(type);
        String json = codec.encode(event);
        String newer = "{ \"new\" : {\"a\":[1,{\"b\":\"]}\"}]}, " + json.substring(1, json.length() - 1)
                + " , \"newer\":null}";

        assertThat(codec.decode(event.eventId(), event.time(), type, newer)).isEqualTo(event);
    }

    @Test
    void absentRetryPolicyMeansTheDefaultOfTheFirstVersion() {
        ActivityTaskScheduled event = (ActivityTaskScheduled)
                codec.decode(2, Instant.EPOCH, EventType.ActivityTaskScheduled, "{\"retryPolicy\":{}}");

        assertThat(event.retryPolicy()).isEqualTo(RetryPolicy.DEFAULT);
    }

    @Test
    void whatIsNotReadableIsRefusedWithTheEvent() {
        for (String text :
                new String[] {"", "[]", "{\"attempt\":\"x\"}", "{\"startToCloseTimeout\":\"soon\"}", "{\"a\":1"}) {
            assertThatThrownBy(() -> codec.decode(7, Instant.EPOCH, EventType.ActivityTaskScheduled, text))
                    .as(text)
                    .isInstanceOf(PayloadException.class)
                    .hasMessageContaining("Event 7 (ActivityTaskScheduled)");
        }
    }
}
