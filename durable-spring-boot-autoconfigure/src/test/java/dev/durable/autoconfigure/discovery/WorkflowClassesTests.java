package dev.durable.autoconfigure.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.autoconfigure.WorkflowScan;
import dev.durable.autoconfigure.discovery.apps.abstractbase.BaseWorkflow;
import dev.durable.autoconfigure.discovery.apps.abstractonly.HalfWorkflow;
import dev.durable.autoconfigure.discovery.apps.contract.ParcelShipping;
import dev.durable.autoconfigure.discovery.apps.contract.ShippingWorkflow;
import dev.durable.autoconfigure.discovery.apps.contractonly.ForeignWorkflow;
import dev.durable.autoconfigure.discovery.apps.implementation.ForeignImplementation;
import dev.durable.autoconfigure.discovery.apps.plain.OrderWorkflow;
import dev.durable.autoconfigure.discovery.apps.plain.PlainScan;
import dev.durable.autoconfigure.discovery.apps.profiles.BetaWorkflow;
import dev.durable.autoconfigure.discovery.apps.several.RefundWorkflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

@ExtendWith(OutputCaptureExtension.class)
class WorkflowClassesTests {

    @Test
    void findsAnnotatedClassesInTheApplicationsPackages() {
        Set<Class<?>> found = find(applicationIn(OrderWorkflow.class));

        assertThat(found)
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("OrderWorkflow", "HiddenWorkflow", "InnerWorkflow");
    }

    @Test
    void findsTheImplementationOfAnAnnotatedInterface() {
        assertThat(find(applicationIn(ShippingWorkflow.class))).containsExactly(ParcelShipping.class);
    }

    @Test
    void interfaceWithSeveralImplementationsIsRefused() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> find(applicationIn(RefundWorkflow.class)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE))
                .withMessageContaining("RefundWorkflow$Card, ")
                .withMessageContaining("RefundWorkflow$Cash");
    }

    @Test
    void interfaceWithoutImplementationIsLeftOut() {
        assertThat(find(applicationIn(ForeignWorkflow.class))).isEmpty();
    }

    @Test
    void abstractClassThatNothingExtendsIsWarnedOf(CapturedOutput output) {
        assertThat(find(applicationIn(HalfWorkflow.class))).isEmpty();

        assertThat(output).contains("WARN").contains(HalfWorkflow.class.getName() + " is abstract");
    }

    @Test
    void abstractClassThatOneExtendsStandsForIt(CapturedOutput output) {
        assertThat(find(applicationIn(BaseWorkflow.class))).containsExactly(BaseWorkflow.WholeWorkflow.class);

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void implementationMayLieInAnotherScannedPackage() {
        Set<Class<?>> found = find(applicationIn(ForeignWorkflow.class, ForeignImplementation.class));

        assertThat(found).contains(ForeignImplementation.class);
    }

    @Test
    void findsClassesInThePackagesOfAnAnnotation() {
        Set<Class<?>> found = find(context -> context.register(NamedScan.class));

        assertThat(found).contains(OrderWorkflow.class);
    }

    @Test
    void findsClassesInThePackagesOfSeveralAnnotations() {
        Set<Class<?>> found = find(context -> context.register(NamedScan.class, TypedScan.class));

        assertThat(found).contains(OrderWorkflow.class, ParcelShipping.class);
    }

    @Test
    void annotationWithoutPackagesStandsForThatOfItsClass() {
        Set<Class<?>> found = find(context -> context.register(PlainScan.class));

        assertThat(found).contains(OrderWorkflow.class);
    }

    @Test
    void annotationAddsToTheApplicationsPackages() {
        Set<Class<?>> found =
                find(applicationIn(OrderWorkflow.class).andThen(context -> context.register(TypedScan.class)));

        assertThat(found).contains(OrderWorkflow.class, ParcelShipping.class);
    }

    @Test
    void findsNothingWithoutPackages() {
        assertThat(find(context -> {})).isEmpty();
    }

    @Test
    void classOfAnInactiveProfileIsLeftOut() {
        assertThat(find(applicationIn(BetaWorkflow.class))).isEmpty();
    }

    @Test
    void classOfAnActiveProfileIsFound() {
        Set<Class<?>> found = find(applicationIn(BetaWorkflow.class)
                .andThen(context -> context.getEnvironment().addActiveProfile("beta")));

        assertThat(found).containsExactly(BetaWorkflow.class);
    }

    @Test
    void classThatComponentScanningExcludesIsLeftOut() {
        Set<Class<?>> found = find(applicationIn(OrderWorkflow.class)
                .andThen(context -> context.registerBean(InnerClassesExcluded.class)));

        assertThat(found).extracting(Class::getSimpleName).doesNotContain("InnerWorkflow");
    }

    private static Consumer<AnnotationConfigApplicationContext> applicationIn(Class<?>... packagesOf) {
        String[] packages =
                List.of(packagesOf).stream().map(Class::getPackageName).toArray(String[]::new);
        return context -> AutoConfigurationPackages.register(context, packages);
    }

    private static Set<Class<?>> find(Consumer<AnnotationConfigApplicationContext> application) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            application.accept(context);
            TestPropertyValues.of("scanned.package=plain").applyTo(context);
            context.refresh();
            Set<Class<?>> found = new WorkflowClasses(context.getBeanFactory(), context.getEnvironment()).find();
            assertThat(found)
                    .allSatisfy(type ->
                            assertThat(context.getBeanNamesForType(type)).isEmpty());
            return found;
        }
    }

    @WorkflowScan("dev.durable.autoconfigure.discovery.apps.${scanned.package}")
    static class NamedScan {}

    @WorkflowScan(basePackageClasses = ShippingWorkflow.class)
    static class TypedScan {}

    static class InnerClassesExcluded extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return reader.getClassMetadata().hasEnclosingClass();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InnerClassesExcluded;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
