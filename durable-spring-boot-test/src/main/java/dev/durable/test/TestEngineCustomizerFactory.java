package dev.durable.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Has {@link TestEngineCustomizer} prepare the contexts of tests with {@link AutoConfigureDurableTest}. */
final class TestEngineCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureDurableTest.class)
                ? new TestEngineCustomizer(TestContextAnnotationUtils.hasAnnotation(testClass, DurableTest.class))
                : null;
    }
}
