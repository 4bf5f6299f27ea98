package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.durable.annotation.Activity;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.time.ManualTime;
import org.junit.jupiter.api.Test;

class ActivityEnvironmentTests {

    @Test
    void transactionalActivitiesNeedAStoreForTheirResults() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withoutResults(new ReplayFixture().activity(Booking.class)))
                .withMessageContaining("transactional");
        assertThatCode(() -> withoutResults(new ReplayFixture().activity(Mailing.class)))
                .doesNotThrowAnyException();
    }

    private static void withoutResults(ReplayFixture application) {
        ReplayServices services = application.services();
        new ActivityEnvironment(
                services.definitions(),
                services.payloads(),
                services.failures(),
                new ManualTime(),
                Runnable::run,
                1,
                new RecordedOutcomes());
    }

    @Activity(transactional = true)
    interface Booking {

        void book();
    }

    @Activity
    interface Mailing {

        void mail();
    }
}
