package dev.durable.sample.orders.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.sample.orders.support.StubActivityContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FaultsTests {

    private final StubActivityContext context = new StubActivityContext();
    private final AtomicInteger effects = new AtomicInteger();

    @Test
    void nothingFailsAtRateZero() {
        Faults faults = new Faults(new FaultProperties(0, null, Duration.ZERO), context, throwing(0));

        assertThat(faults.around(effects::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void attemptAboveTheRateSucceeds() {
        Faults faults = new Faults(new FaultProperties(0.2, null, Duration.ZERO), context, throwing(0.2));

        assertThat(faults.around(effects::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void faultCanStrikeBeforeTheEffect() {
        Faults faults = new Faults(new FaultProperties(0.2, null, Duration.ZERO), context, throwing(0.1, 0.5));

        assertThatExceptionOfType(InjectedFault.class)
                .isThrownBy(() -> faults.around(effects::incrementAndGet))
                .withMessageContaining("before");
        assertThat(effects).hasValue(0);
    }

    @Test
    void faultCanStrikeAfterTheEffect() {
        Faults faults = new Faults(new FaultProperties(0.2, null, Duration.ZERO), context, throwing(0.1, 0.4));

        assertThatExceptionOfType(InjectedFault.class)
                .isThrownBy(() -> faults.around(effects::incrementAndGet))
                .withMessageContaining("after");
        assertThat(effects).hasValue(1);
    }

    @Test
    void onlyTheSlowActivityIsDelayed() {
        FaultProperties properties = new FaultProperties(0, "ShippingActivities.ship", Duration.ofDays(1));
        Faults faults = new Faults(properties, context, throwing(0, 0));

        context.runs("PaymentActivities.charge", 5);
        assertThat(faults.around(effects::incrementAndGet)).isEqualTo(1);

        context.runs("ShippingActivities.ship", 7);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> faults.around(effects::incrementAndGet));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(effects).hasValue(1);
    }

    private static DoubleSupplier throwing(double... numbers) {
        Iterator<Double> iterator = DoubleStream.of(numbers).iterator();
        return iterator::next;
    }
}
