package dev.durable.autoconfigure;

import dev.durable.autoconfigure.discovery.ActivityBeans;
import dev.durable.autoconfigure.discovery.WorkflowClasses;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.WorkflowReplayer;
import dev.durable.history.EventType;
import dev.durable.jpa.DurablePersistenceUnit;
import dev.durable.jpa.JpaDurableStore;
import dev.durable.jpa.schema.DurableSchema;
import java.util.List;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.util.ReflectionUtils;

/**
 * Has classes loaded on Spring Boot's thread for such things, while the application's own start has not come to them yet; it would otherwise wait for each of
 * them. What fails here fails again where it matters. {@code spring.backgroundpreinitializer.ignore=true} switches it off, and all others of its kind.
 */
final class DurablePreinitializer implements BackgroundPreinitializer {

    DurablePreinitializer() {}

    @Override
    public void preinitialize() {
        // to look at their methods has all types loaded that these name, which Spring does with those of configurations
        List.of(
                        DurableAutoConfiguration.class,
                        DurableProperties.class,
                        DurableStoreConfiguration.class,
                        DurablePayloadConfiguration.class,
                        DurableExtensionConfiguration.class,
                        DurableEventConfiguration.class,
                        DurableEngine.class,
                        JpaDurableStore.class,
                        DurableSchema.class,
                        ActivityBeans.class,
                        WorkflowClasses.class)
                .forEach(ReflectionUtils::getDeclaredMethods);
        DurablePersistenceUnit.managedTypes();
        EventType.values();
        WorkflowReplayer.builder().build().close();
    }
}
