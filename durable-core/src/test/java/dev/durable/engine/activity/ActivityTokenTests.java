package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTokenTests {

    @Test
    void comesBackFromItsText() {
        ActivityToken token = new ActivityToken(UUID.randomUUID(), Integer.MAX_VALUE, 17);

        assertThat(ActivityToken.parse(token.toString())).isEqualTo(token);
    }

    @Test
    void mayStandInAnUrl() {
        assertThat(new ActivityToken(new UUID(-1, -1), -1, -1).toString()).matches("[A-Za-z0-9_-]{34}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not a token", "AAAA", "AgAAAAAAAAAAAAAAAAAAAAEAAAAFAAAAAQ", "order-42"})
    void otherTextIsRefused(String text) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> ActivityToken.parse(text))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_TOKEN_ILLEGAL));
    }
}
