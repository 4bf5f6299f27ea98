package dev.durable.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderTests {

    private final Header header = Header.of(Map.of("trace", Payload.json("\"t-1\"")), new JacksonPayloadConverter());

    @Test
    void valuesAreDecodedAsTheTypeAskedFor() {
        assertThat(header.get("trace", String.class)).contains("t-1");
        assertThat(header.get("priority", Integer.class)).isEmpty();
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> header.get("trace", Integer.class));
    }

    @Test
    void changesMakeAnotherHeader() {
        Header changed = header.with("priority", 5).without("trace");

        assertThat(changed.payloads()).containsExactly(Map.entry("priority", Payload.json("5")));
        assertThat(header.names()).containsExactly("trace");
    }

    @Test
    void textDoesNotTellValues() {
        assertThat(header.toString()).isEqualTo("[trace]");
    }
}
