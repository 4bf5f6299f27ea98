package dev.durable.test;

import dev.durable.client.ReplayReport;
import dev.durable.engine.WorkflowReplayer;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Makes one test for each file of {@link ReplayHistories}. */
final class ReplayHistoriesExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ReplayHistories histories = AnnotationSupport.findAnnotation(
                        context.getRequiredTestMethod(), ReplayHistories.class)
                .orElseThrow();
        if (histories.workflows().length == 0) {
            throw new DurableException(ErrorCode.TEST_HISTORIES_MISSING, "No workflow class is named.");
        }
        return Arrays.stream(histories.value())
                .flatMap(location -> files(location).stream())
                .map(file -> new FileReplay(file, histories));
    }

    /** A location without files is a mistake: the test would pass and prove nothing. */
    private static List<Resource> files(String location) {
        try {
            List<Resource> found = Arrays.stream(new PathMatchingResourcePatternResolver().getResources(location))
                    .filter(Resource::exists)
                    .sorted(Comparator.comparing(Resource::getDescription))
                    .toList();
            if (found.isEmpty()) {
                throw new DurableException(ErrorCode.TEST_HISTORIES_MISSING, "There is no file at " + location + ".");
            }
            return found;
        } catch (IOException e) {
            throw new DurableException(
                    ErrorCode.TEST_HISTORIES_MISSING, "There is no file at " + location + ": " + e.getMessage(), e);
        }
    }

    /** One test; confined to its thread. */
    private static final class FileReplay
            implements TestTemplateInvocationContext, BeforeTestExecutionCallback, ParameterResolver {

        private final Resource file;
        private final ReplayHistories histories;
        private @Nullable ReplayReport report;

        FileReplay(Resource file, ReplayHistories histories) {
            this.file = file;
            this.histories = histories;
        }

        @Override
        public String getDisplayName(int invocationIndex) {
            String name = file.getFilename();
            return name == null ? file.getDescription() : name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            report().requireReplayable();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ReplayReport.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return report();
        }

        private ReplayReport report() {
            ReplayReport present = report;
            if (present == null) {
                present = replay();
                report = present;
            }
            return present;
        }

        private ReplayReport replay() {
            WorkflowReplayer.Builder builder = WorkflowReplayer.builder();
            Set<Class<?>> activities = new LinkedHashSet<>(List.of(histories.activities()));
            for (Class<?> workflow : histories.workflows()) {
                builder.workflow(workflow);
                ActivityTypes.of(workflow).forEach(activities::add);
            }
            activities.forEach(builder::activity);
            try (WorkflowReplayer replayer = builder.build()) {
                String document = file.getContentAsString(StandardCharsets.UTF_8);
                return histories.everyPrefix() ? replayer.replayEveryPrefix(document) : replayer.replay(document);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
