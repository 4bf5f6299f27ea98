package dev.durable.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcContextPropagatorTests {

    private final MdcContextPropagator propagator = new MdcContextPropagator(List.of("tenant", "user"));

    @BeforeEach
    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void takesTheNamedEntriesOnly() {
        MDC.put("tenant", "acme");
        MDC.put("other", "thing");

        assertThat(propagator.capture()).containsExactly(Map.entry("tenant", "acme"));
    }

    @Test
    void takesNothingIfThereIsNothing() {
        MDC.put("other", "thing");

        assertThat(propagator.capture()).isNull();
    }

    @Test
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    void restoresInPlaceOfWhatIsThereAndPutsThatBack() {
        MDC.put("user", "of the thread");
        MDC.put("other", "thing");

        try (ContextScope scope = propagator.restore(Map.of("tenant", "acme"))) {
            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("tenant", "acme", "other", "thing"));
            MDC.put("tenant", "changed");
        }

        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "of the thread", "other", "thing"));
    }

    @Test
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    void nothingToRestoreMeansThatNothingIsThere() {
        MDC.put("user", "of the thread");

        try (ContextScope scope = propagator.restore(null)) {
            assertThat(MDC.get("user")).isNull();
        }

        assertThat(MDC.get("user")).isEqualTo("of the thread");
    }

    @Test
    void entriesAreEncodedAsAnObject() {
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();

        Payload payload = payloads.toPayload(Map.of("tenant", "acme"), propagator.type());

        assertThat(payload).isEqualTo(Payload.json("{\"tenant\":\"acme\"}"));
        assertThat(payloads.fromPayload(payload, propagator.type())).isEqualTo(Map.of("tenant", "acme"));
    }
}
