package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkflowIdPrefixTests {

    @Test
    void theEndIsTheNextStringThatDoesNotBeginSo() {
        assertThat(WorkflowIdPrefix.end("order-1")).isEqualTo("order-2");
        assertThat(WorkflowIdPrefix.end("z")).isEqualTo("{");
        assertThat(WorkflowIdPrefix.end("😀")).isEqualTo("😁");
    }

    @Test
    void thereIsNoCodePointBetweenTheOnesBesideTheSurrogates() {
        assertThat(WorkflowIdPrefix.end("a\uD7FF")).isEqualTo("a\uE000");
    }

    @Test
    void theLastCodePointIsCarriedOver() {
        String last = Character.toString(Character.MAX_CODE_POINT);

        assertThat(WorkflowIdPrefix.end("a" + last)).isEqualTo("b");
        assertThat(WorkflowIdPrefix.end(last + last)).isNull();
    }
}
