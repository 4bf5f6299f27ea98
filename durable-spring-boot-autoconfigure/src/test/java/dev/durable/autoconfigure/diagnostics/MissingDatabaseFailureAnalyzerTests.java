package dev.durable.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

class MissingDatabaseFailureAnalyzerTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final MissingDatabaseFailureAnalyzer analyzer = new MissingDatabaseFailureAnalyzer(environment);

    @Test
    void failureToConfigureADataSourceIsExplained() {
        FailureAnalysis analysis = analyzer.analyze(failureWithoutDriver());

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .startsWith("DUR-1011")
                .contains("Reason: ")
                .contains("driver");
        assertThat(analysis.getAction()).contains("com.h2database", "spring.datasource.url");
    }

    @Test
    void switchedOffApplicationsAreLeftToSpringBoot() {
        environment.setProperty("durable.enabled", "false");

        assertThat(analyzer.analyze(failureWithoutDriver())).isNull();
    }

    @Test
    void otherBeanCreationFailuresAreLeftToOthers() {
        assertThat(analyzer.analyze(new BeanCreationException("other", "failed")))
                .isNull();
    }

    @Test
    void comesBeforeSpringBootsAnalyzer() {
        assertThat(analyzer.getOrder()).isNegative();
    }

    private static @Nullable Throwable failureWithoutDriver() {
        Throwable[] failure = new Throwable[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.h2"))
                .withBean("needsDatabase", Object.class, Object::new)
                .run(context -> failure[0] = context.getStartupFailure());
        return failure[0];
    }
}
