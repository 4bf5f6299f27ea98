package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPrefixTests {

    @Test
    void theEndIsTheNextStringThatDoesNotBeginSo() {
        assertThat(TextPrefix.end("order-1")).isEqualTo("order-2");
        assertThat(TextPrefix.end("z")).isEqualTo("{");
        assertThat(TextPrefix.end("😀")).isEqualTo("😁");
    }

    @Test
    void thereIsNoCodePointBetweenTheOnesBesideTheSurrogates() {
        assertThat(TextPrefix.end("a\uD7FF")).isEqualTo("a\uE000");
    }

    @Test
    void theLastCodePointIsCarriedOver() {
        String last = Character.toString(Character.MAX_CODE_POINT);

        assertThat(TextPrefix.end("a" + last)).isEqualTo("b");
        assertThat(TextPrefix.end(last + last)).isNull();
    }
}
