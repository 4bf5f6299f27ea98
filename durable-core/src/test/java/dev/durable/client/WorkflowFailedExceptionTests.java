package dev.durable.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.RetryState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the message of a failed workflow says about why it has failed. */
class WorkflowFailedExceptionTests {

    private static final UUID RUN = UUID.fromString("01a2217b-ef92-7dae-a3d8-cbc682ed7c67");

    @Test
    void rootCauseIsNamed() {
        DurableFailure cause = application("could not send", application("mail server busy", null));

        assertThat(what(activity(cause)))
                .isEqualTo("Workflow 'mail' (run " + RUN + ") closed as FAILED: Activity Mail.send (event 5) failed in"
                        + " attempt 3: the maximum number of attempts was reached; root cause: mail server busy.");
    }

    @Test
    void longRootCauseIsCut() {
        assertThat(what(activity(application("x".repeat(5_000), null))))
                .endsWith("xxx…")
                .hasSizeLessThan(600);
    }

    @Test
    void rootCauseWithoutMessageIsNamedByItsType() {
        assertThat(what(activity(application(null, null)))).endsWith("; root cause: Busy.");
    }

    @Test
    void nothingIsSaidTwice() {
        assertThat(what(application("mail server busy", null))).endsWith("closed as FAILED: mail server busy.");
        assertThat(what(application("gave up: mail server busy", application("mail server busy", null))))
                .endsWith("closed as FAILED: gave up: mail server busy.");
    }

    private static String what(DurableFailure failure) {
        return new WorkflowFailedException("mail", RUN, WorkflowStatus.FAILED, failure).what();
    }

    private static DurableFailure activity(DurableFailure cause) {
        return new ActivityFailure("Mail.send", 5, 3, RetryState.MAXIMUM_ATTEMPTS_REACHED, cause);
    }

    private static DurableFailure application(@Nullable String message, @Nullable Throwable cause) {
        return ApplicationFailure.of(message, "Busy", cause, List.of());
    }
}
