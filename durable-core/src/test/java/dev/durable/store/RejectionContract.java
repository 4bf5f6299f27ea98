package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.payload.FailureInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link UpdateRejections}. */
interface RejectionContract extends StoreUnderTest {

    @Test
    default void aRejectionIsFoundUntilItIsRemoved() {
        UpdateRejection rejection = rejectedAt(StoreUnderTest.now(), "no");
        store().addRejection(rejection);
        store().addRejection(rejectedAt(StoreUnderTest.now(), "not either"));

        assertThat(store().rejection(rejection.messageId())).contains(rejection);
        assertThat(store().rejection(UUID.randomUUID())).isEmpty();

        store().removeRejection(rejection.messageId());
        store().removeRejection(rejection.messageId());

        assertThat(store().rejection(rejection.messageId())).isEmpty();
    }

    @Test
    default void aSecondRejectionOfAMessageReplacesTheFirst() {
        UpdateRejection first = rejectedAt(StoreUnderTest.now(), "no");
        UpdateRejection second =
                new UpdateRejection(first.messageId(), first.rejectedAt().plusSeconds(1), failure("still no"));

        store().addRejection(first);
        store().addRejection(second);

        assertThat(store().rejection(first.messageId())).contains(second);
    }

    @Test
    default void aRejectionThatNobodyReceivesGoesAfterAnHour() {
        Instant now = StoreUnderTest.now();
        UpdateRejection old = rejectedAt(now.minus(Duration.ofMinutes(61)), "no");
        UpdateRejection recent = rejectedAt(now.minus(Duration.ofMinutes(59)), "no");
        store().addRejection(old);
        store().addRejection(recent);
        assertThat(store().rejection(old.messageId())).contains(old);

        store().addRejection(rejectedAt(now, "no"));

        assertThat(store().rejection(old.messageId())).isEmpty();
        assertThat(store().rejection(recent.messageId())).contains(recent);
    }

    private static UpdateRejection rejectedAt(Instant time, String message) {
        return new UpdateRejection(TestRun.runId(time), time, failure(message));
    }

    private static FailureInfo failure(String message) {
        return new FailureInfo(
                FailureInfo.Kind.APPLICATION, "Refused", message, "at a place", false, List.of(), null, null);
    }
}
