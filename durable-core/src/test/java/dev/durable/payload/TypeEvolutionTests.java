package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an older version of a type has written, read by a newer one. */
class TypeEvolutionTests {

    private final PayloadConverter converter = new JacksonPayloadConverter();

    @Test
    void addedFieldsAreNullZeroOrEmpty() {
        assertThat(read("{\"id\":\"a\"}", WithMore.class))
                .isEqualTo(new WithMore("a", null, 0, false, Optional.empty()));
    }

    @Test
    void removedFieldIsIgnored() {
        assertThat(read("{\"id\":\"a\",\"removed\":{\"deep\":[1]}}", WithMore.class))
                .isEqualTo(new WithMore("a", null, 0, false, Optional.empty()));
    }

    @Test
    void renamedFieldIsFoundByItsAlias() {
        assertThat(read("{\"oldName\":\"a\"}", Renamed.class)).isEqualTo(new Renamed("a"));
        assertThat(read("{\"newName\":\"a\"}", Renamed.class)).isEqualTo(new Renamed("a"));
    }

    @Test
    void typeMayBecomeWider() {
        assertThat(read("{\"count\":7,\"note\":\"n\"}", Wider.class)).isEqualTo(new Wider(7L, Optional.of("n")));
        assertThat(read("{\"count\":7,\"note\":null}", Wider.class)).isEqualTo(new Wider(7L, Optional.empty()));
    }

    @Test
    void otherTypeIsRefused() {
        assertRefused("{\"count\":\"seven\"}", Wider.class);
        assertRefused("{\"count\":{\"value\":7}}", Wider.class);
        assertRefused("[1]", Wider.class);
    }

    @Test
    void renamedConstantIsFoundByItsAlias() {
        assertThat(read("\"PAID\"", State.class)).isEqualTo(State.SETTLED);
        assertThat(read("\"SETTLED\"", State.class)).isEqualTo(State.SETTLED);
    }

    @Test
    void removedConstantIsRefused() {
        assertRefused("\"LOST\"", State.class);
        assertRefused("0", State.class);
    }

    @Test
    void renamedClassIsReadUnlessItsNameIsStored() {
        assertThat(read("{\"name\":\"a\"}", Named.class)).isEqualTo(new Named("a"));
        assertRefused("{\"@class\":\"com.example.OldName\",\"name\":\"a\"}", ByClass.class);
    }

    private Object read(String json, Type type) {
        return converter.fromPayload(Payload.json(json), type);
    }

    private void assertRefused(String json, Type type) {
        assertThatThrownBy(() -> read(json, type))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_NOT_DECODABLE));
    }

    record WithMore(String id, List<String> tags, int count, boolean urgent, Optional<String> note) {}

    record Renamed(@JsonAlias("oldName") String newName) {}

    record Wider(long count, Optional<String> note) {}

    enum State {
        OPEN,
        @JsonAlias("PAID")
        SETTLED
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    record Named(String name) {}
}
