package dev.durable.sample.orders.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.engine.replay.NonDeterminismException;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.HistoryEvent;
import dev.durable.history.HistoryJson;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.risk.RiskActivities;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.StockActivities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders that were recorded with earlier code go on with the present one. What is recorded here never changes. */
class RecordedOrdersTests {

    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    @RegisterExtension
    final ReplayFixture replays = new ReplayFixture()
            .workflow(OrderWorkflow.class, ParcelWorkflow.class)
            .activity(
                    RiskActivities.class,
                    PaymentActivities.class,
                    StockActivities.class,
                    ShippingActivities.class,
                    NotificationActivities.class);

    @ParameterizedTest
    @MethodSource("files")
    void presentCodeDoesWhatWasRecorded(Path file) throws IOException {
        List<String> differences = new ArrayList<>();

        replays.replay(read(file), differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void recordedOrderDoesNotFitOtherCode() throws IOException {
        String recorded = Files.readString(HISTORIES.resolve("with-fraud-check/completed.json"));
        List<HistoryEvent> ofOtherCode = new HistoryJson().read(recorded.replace("RiskActivities.check", "Risk.look"));

        assertThatExceptionOfType(NonDeterminismException.class).isThrownBy(() -> replays.replay(ofOtherCode));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(HISTORIES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<HistoryEvent> read(Path file) throws IOException {
        return new HistoryJson().read(Files.readString(file));
    }
}
