package dev.durable.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryJsonTests {

    private final HistoryJson historyJson = new HistoryJson();

    @Test
    void historyComesBackEqual() {
        List<HistoryEvent> events = HistoryEvents.all().toList();

        assertThat(historyJson.read(historyJson.write(events))).isEqualTo(events);
    }

    @Test
    void documentIsPretty() {
        assertThat(historyJson.write(List.of(new TimerFired(5, HistoryEvents.TIME, 4))))
                .isEqualTo("""
                        {
                          "formatVersion": 1,
                          "events": [
                            {
                              "eventId": 5,
                              "time": "2026-03-01T10:15:30.123456Z",
                              "type": "TimerFired",
                              "attributes": {
                                "startedEventId": 4
                              }
                            }
                          ]
                        }
                        """);
    }

    @Test
    void payloadsAreLaidOutAndComeBackAsTheyWere() {
        Payload payload = Payload.json("{\"a\":[],\"b\":{},\"c\":[1.10,\"x: [ , ] \\\" \\\\\"],\"d\":null}");
        List<HistoryEvent> events = List.of(new WorkflowExecutionCompleted(1, HistoryEvents.TIME, payload));

        String document = historyJson.write(events);

        assertThat(document).contains("\"a\": [],\n").contains("\"b\": {},\n").contains("1.10,\n");
        assertThat(historyJson.read(document)).isEqualTo(events);
    }

    @Test
    void emptyHistory() {
        assertThat(historyJson.read(historyJson.write(List.of()))).isEmpty();
    }

    @Test
    void documentOfANewerVersionIsRefused() {
        assertThatThrownBy(() -> historyJson.read("{\"formatVersion\":2,\"events\":[]}"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("format version is 2");
        assertThatThrownBy(() -> historyJson.read("{}")).isInstanceOf(PayloadException.class);
    }

    @Test
    void nonsenseIsRefused() {
        for (String document : new String[] {
            "",
            "]",
            "\"",
            "{",
            "{\"formatVersion\":1,\"events\":[{\"type\":\"Unheard\",\"time\":\"2026-03-01T10:00:00Z\"}]}",
            "{\"formatVersion\":1,\"events\":[{\"type\":\"TimerFired\",\"time\":\"today\"}]}"
        }) {
            assertThatThrownBy(() -> historyJson.read(document)).as(document).isInstanceOf(PayloadException.class);
        }
    }
}
