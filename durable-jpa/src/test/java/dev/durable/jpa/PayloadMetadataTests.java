package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadMetadataTests {

    @Test
    void metadataComesBackAsItWas() {
        Map<String, String> metadata = Map.of("encoding", "a=b&c", "key id", "", "ü%+", "漢\n");

        assertThat(PayloadMetadata.decode(PayloadMetadata.encode(metadata))).isEqualTo(metadata);
    }

    @Test
    void noMetadataIsAnEmptyText() {
        assertThat(PayloadMetadata.encode(Map.of())).isEmpty();
        assertThat(PayloadMetadata.decode("")).isEmpty();
    }
}
