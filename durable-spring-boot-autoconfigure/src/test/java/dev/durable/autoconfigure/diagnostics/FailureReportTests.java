package dev.durable.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.WorkflowScan;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.stamps.StampWorkflow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/** What someone reads whose application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

    @Test
    void missingActivityBean(CapturedOutput output) {
        fail(GreetingApplication.class, null, "--spring.datasource.generate-unique-name=true");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DUR-1001: ")
                .contains("ShopActivities")
                .contains("Declare a bean of the activity type")
                .contains("a profile or condition leaves the bean out");
    }

    @Test
    void missingDataSource(CapturedOutput output) {
        fail(NoDatabaseApplication.class, null);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DUR-1011: There is no DataSource bean")
                .contains("com.h2database:h2");
    }

    @Test
    void missingDriver(CapturedOutput output) {
        fail(GreetingApplication.class, new FilteredClassLoader("org.h2"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DUR-1011: Durable execution keeps histories in the application's database")
                .contains("Reason: ")
                .contains("durable.enabled=false");
    }

    @Test
    void missingTables(CapturedOutput output) {
        fail(
                GreetingApplication.class,
                null,
                "--spring.datasource.generate-unique-name=true",
                "--durable.jdbc.initialize-schema=never");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DUR-4003: ")
                .contains("(durable.jdbc.initialize-schema=always; a schema");
    }

    @Test
    void wrongProperty(CapturedOutput output) {
        fail(GreetingApplication.class, null, "--durable.worker.max-concurrent-activities=0");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("durable.worker.maxConcurrentActivities")
                .contains("must be at least 1");
    }

    @Test
    void workflowThatIsNotDeterministic(CapturedOutput output) {
        fail(
                StampApplication.class,
                null,
                "--spring.datasource.generate-unique-name=true",
                "--durable.determinism.check=fail");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("DUR-1033: Code of workflows is not deterministic")
                .contains("  - StampWorkflow: dev.durable.autoconfigure.apps.stamps.Stamps.now(Stamps.java:")
                .contains("@Deterministic(\"only measured\")");
    }

    @Test
    void wrongKeyIsReportedButNotShown(CapturedOutput output) {
        fail(
                GreetingApplication.class,
                null,
                "--durable.payload.encryption.current-key=k1",
                "--durable.payload.encryption.keys.k1=c2VjcmV0IGtleQ==");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("durable.payload.encryption.keys[k1]")
                .contains("must be Base64 of 32, 24 or 16 bytes, but is of 10")
                .doesNotContain("c2VjcmV0IGtleQ");
    }

    @Test
    void missingCurrentKey(CapturedOutput output) {
        fail(
                GreetingApplication.class,
                null,
                "--durable.payload.encryption.keys.k1=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("durable.payload.encryption.currentKey")
                .contains("must name the key that encrypts, one of [k1]")
                .doesNotContain("AQIDBAUG");
    }

    private static void fail(Class<?> application, @Nullable ClassLoader classLoader, String... arguments) {
        SpringApplication spring = new SpringApplication(new DefaultResourceLoader(classLoader), application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setRegisterShutdownHook(false);
        spring.setBannerMode(Banner.Mode.OFF);

        assertThatException().isThrownBy(() -> spring.run(arguments));
    }

    @Configuration(proxyBeanMethods = false)
    @WorkflowScan(basePackageClasses = GreetingWorkflow.class)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DurableAutoConfiguration.class})
    static class GreetingApplication {}

    @Configuration(proxyBeanMethods = false)
    @WorkflowScan(basePackageClasses = StampWorkflow.class)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DurableAutoConfiguration.class})
    static class StampApplication {}

    @Configuration(proxyBeanMethods = false)
    @WorkflowScan(basePackageClasses = GreetingWorkflow.class)
    @ImportAutoConfiguration(DurableAutoConfiguration.class)
    static class NoDatabaseApplication {}
}
