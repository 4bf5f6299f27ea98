package dev.durable.sample.orders.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Shows events as JSON that can be read: payloads as the values they stand for, failures without their stack traces. */
@Component
class HistoryDescriber {

    private final JsonMapper mapper;

    HistoryDescriber() {
        JsonMapper plain = JsonMapper.builder().build();
        this.mapper = plain.rebuild()
                .addModule(new SimpleModule().addSerializer(new PayloadSerializer(plain)))
                .addMixIn(FailureInfo.class, WithoutStackTrace.class)
                .build();
    }

    List<EventResponse> describe(List<HistoryEvent> history) {
        return history.stream().map(this::describe).toList();
    }

    private EventResponse describe(HistoryEvent event) {
        ObjectNode attributes = mapper.valueToTree(event);
        attributes.remove(List.of("eventId", "time"));
        return new EventResponse(event.eventId(), event.time(), event.type(), attributes);
    }

    @JsonIgnoreProperties("stackTrace")
    private interface WithoutStackTrace {}

    private static final class PayloadSerializer extends StdSerializer<Payload> {

        private final JsonMapper plain;

        PayloadSerializer(JsonMapper plain) {
            super(Payload.class);
            this.plain = plain;
        }

        @Override
        public void serialize(Payload payload, JsonGenerator generator, SerializationContext context) {
            if (payload.isPlainJson()) {
                context.writeValue(generator, plain.readTree(payload.data()));
            } else {
                generator.writeString(payload.data());
            }
        }
    }
}
