package dev.durable.engine.determinism;

import static dev.durable.engine.determinism.DeterminismRule.CLOCK;
import static dev.durable.engine.determinism.DeterminismRule.CONCURRENCY;
import static dev.durable.engine.determinism.DeterminismRule.ENVIRONMENT;
import static dev.durable.engine.determinism.DeterminismRule.INPUT_OUTPUT;
import static dev.durable.engine.determinism.DeterminismRule.RANDOMNESS;
import static dev.durable.engine.determinism.DeterminismRule.SHARED_STATE;
import static dev.durable.engine.determinism.DeterminismRule.SPRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.durable.annotation.Workflow;
import dev.durable.engine.determinism.DeterminismFinding.Severity;
import dev.durable.engine.determinism.code.BrokenWorkflows;
import dev.durable.engine.determinism.code.ReachingWorkflows;
import dev.durable.engine.determinism.code.SoundWorkflows;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link DeterminismCheck}. */
class DeterminismCheckTests {

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                arguments(
                        BrokenWorkflows.AskingClocks.class,
                        CLOCK,
                        List.of(
                                "calls java.time.Instant.now()",
                                "calls java.lang.System.currentTimeMillis()",
                                "calls java.time.LocalDate.now(ZoneId)",
                                "calls new java.util.Date()",
                                "calls java.time.Clock.systemUTC()")),
                arguments(
                        BrokenWorkflows.Guessing.class,
                        RANDOMNESS,
                        List.of(
                                "calls java.util.UUID.randomUUID()",
                                "calls java.lang.Math.random()",
                                "calls new java.util.Random()",
                                "calls java.util.concurrent.ThreadLocalRandom.current()",
                                "calls new java.security.SecureRandom()",
                                "calls java.util.Collections.shuffle(List)")),
                arguments(
                        BrokenWorkflows.Parallel.class,
                        CONCURRENCY,
                        List.of(
                                "calls new java.lang.Thread(Runnable)",
                                "calls java.lang.Thread.start()",
                                "calls java.util.concurrent.Executors.newFixedThreadPool(int)",
                                "calls java.util.concurrent.ExecutorService.submit(Runnable)",
                                "calls java.util.concurrent.CompletableFuture.supplyAsync(Supplier)",
                                "calls java.util.List.parallelStream()")),
                arguments(
                        BrokenWorkflows.Blocking.class,
                        CONCURRENCY,
                        List.of(
                                "calls java.lang.Thread.sleep(long)",
                                "calls java.util.concurrent.locks.ReentrantLock.lock()",
                                "calls java.util.concurrent.CountDownLatch.await()",
                                "calls java.util.concurrent.LinkedBlockingQueue.take()",
                                "synchronizes",
                                "calls java.lang.Object.wait()")),
                arguments(
                        BrokenWorkflows.Reading.class,
                        INPUT_OUTPUT,
                        List.of(
                                "calls java.nio.file.Files.readString(Path)",
                                "calls new java.io.FileInputStream(String)",
                                "calls new java.net.Socket(String, int)",
                                "calls java.net.http.HttpClient.newHttpClient()",
                                "calls java.sql.DriverManager.getConnection(String)",
                                "uses java.lang.System.in",
                                "uses java.lang.System.out")),
                arguments(
                        BrokenWorkflows.Settings.class,
                        ENVIRONMENT,
                        List.of(
                                "calls java.lang.System.getenv(String)",
                                "calls java.lang.System.getProperty(String)",
                                "calls java.util.Locale.getDefault()",
                                "calls java.util.TimeZone.getDefault()",
                                "calls java.time.ZoneId.systemDefault()")),
                arguments(
                        BrokenWorkflows.Sharing.class,
                        SHARED_STATE,
                        List.of(
                                "writes the static field " + BrokenWorkflows.Sharing.class.getCanonicalName()
                                        + ".count",
                                "reads the static field " + BrokenWorkflows.Sharing.class.getCanonicalName() + ".count",
                                "changes what the static field " + BrokenWorkflows.Sharing.class.getCanonicalName()
                                        + ".SEEN keeps (add)",
                                "changes what the static field " + BrokenWorkflows.Sharing.class.getCanonicalName()
                                        + ".NUMBERS keeps (incrementAndGet)")),
                arguments(
                        BrokenWorkflows.Making.class,
                        SPRING,
                        List.of("makes a " + BrokenWorkflows.Mails.class.getCanonicalName()
                                + ", which is a bean, by itself")));
    }

    @ParameterizedTest
    @MethodSource
    void brokenRules(Class<?> workflow, DeterminismRule rule, List<String> expected) {
        List<DeterminismFinding> findings = DeterminismCheck.of(workflow).findings();

        assertThat(findings).extracting(DeterminismFinding::rule).containsOnly(rule);
        assertThat(findings).extracting(DeterminismFinding::what).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.location().line()).isPositive();
            assertThat(finding.toString()).contains("BrokenWorkflows.java:").contains(rule.instead());
        });
    }

    static Stream<Arguments> reachedCode() {
        return Stream.of(
                arguments(ReachingWorkflows.Lambda.class, "run", "run"),
                arguments(ReachingWorkflows.LambdaInLambda.class, "run", "run"),
                arguments(ReachingWorkflows.Reference.class, "run", "run"),
                arguments(ReachingWorkflows.OwnReference.class, "stamp", "run"),
                arguments(ReachingWorkflows.Anonymous.class, "get", "run"),
                arguments(ReachingWorkflows.Helped.class, "now", "run"),
                arguments(ReachingWorkflows.HelpedByObject.class, "next", "run"),
                arguments(ReachingWorkflows.Inheriting.class, "step", "run"),
                arguments(ReachingWorkflows.Template.class, "fill", "run"),
                arguments(ReachingWorkflows.DefaultMethod.class, "stamp", "run"),
                arguments(ReachingWorkflows.ByInterface.class, "price", "run"),
                arguments(ReachingWorkflows.BySealedType.class, "days", "run"),
                arguments(ReachingWorkflows.ByEnumConstant.class, "value", "run"),
                arguments(ReachingWorkflows.CalledBack.class, "compare", "run"),
                arguments(ReachingWorkflows.FieldInitializer.class, "<init>", null),
                arguments(ReachingWorkflows.StaticInitializer.class, "<clinit>", null),
                arguments(ReachingWorkflows.HelperInitializer.class, "<clinit>", "run"),
                arguments(ReachingWorkflows.Signaled.class, "signal", null),
                arguments(ReachingWorkflows.Updated.class, "update", null),
                arguments(ReachingWorkflows.Generic.class, "apply", "run"));
    }

    @ParameterizedTest
    @MethodSource
    void reachedCode(Class<?> workflow, String method, String caller) {
        List<DeterminismFinding> findings = DeterminismCheck.of(workflow).findings();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.workflow()).isEqualTo(workflow);
            assertThat(finding.what()).isEqualTo("calls java.time.Instant.now()");
            assertThat(finding.location().method()).isEqualTo(method);
            if (caller == null || caller.equals(method)) {
                assertThat(finding.path()).isEmpty();
            } else {
                assertThat(finding.path().get(0).method()).isEqualTo(caller);
                assertThat(finding.path())
                        .allSatisfy(call -> assertThat(call.line()).isPositive());
            }
        });
    }

    static Stream<Class<?>> soundCode() {
        return Stream.of(SoundWorkflows.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Workflow.class));
    }

    @ParameterizedTest
    @MethodSource
    void soundCode(Class<?> workflow) {
        assertThat(DeterminismCheck.of(workflow).findings()).isEmpty();
    }

    @Test
    void thePathLeadsFromTheCallToTheWorkflowsMethod() {
        DeterminismFinding finding =
                DeterminismCheck.of(ReachingWorkflows.Deep.class).findings().get(0);

        assertThat(Stream.concat(Stream.of(finding.location()), finding.path().stream()))
                .extracting(CodeLocation::method)
                .containsExactly("now", "first", "second", "run");
        assertThat(finding.toString())
                .matches("\\S+Helper\\.now\\(ReachingWorkflows\\.java:\\d+\\) calls java\\.time\\.Instant\\.now\\(\\), "
                        + "called by \\S+Deep\\.first\\(ReachingWorkflows\\.java:\\d+\\), called by .*");
    }

    @Test
    void queriesAndValidatorsMayAskTheClockButNotDoInputAndOutput() {
        assertThat(DeterminismCheck.of(ReachingWorkflows.Queried.class).findings())
                .extracting(DeterminismFinding::what)
                .containsExactlyInAnyOrder(
                        "calls java.nio.file.Files.exists(Path, LinkOption[])", "calls java.lang.Thread.sleep(long)");
    }

    @Test
    void mereSuspicionIsAWarning() {
        assertThat(DeterminismCheck.of(BrokenWorkflows.Sharing.class).findings())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(DeterminismFinding::what)
                .singleElement()
                .asString()
                .startsWith("reads the static field");
    }

    @Test
    void whatIsTrustedByNameIsNotLookedAt() {
        DeterminismCheck check = DeterminismCheck.of(ReachingWorkflows.Helped.class);
        String helper = ReachingWorkflows.Helper.class.getCanonicalName();

        assertThat(check.trusting(helper).findings()).isEmpty();
        assertThat(check.trusting(helper + ".now").findings()).isEmpty();
        assertThat(check.trusting("dev.durable.engine.determinism.code").findings())
                .isEmpty();
        assertThat(check.trusting("java.time.Instant.now").findings()).isEmpty();
        assertThat(check.trusting(helper + ".other").findings()).hasSize(1);
    }

    @Test
    void staticFieldsAreTrustedByNameToo() {
        assertThat(DeterminismCheck.of(BrokenWorkflows.Sharing.class)
                        .trusting(BrokenWorkflows.Sharing.class.getCanonicalName() + ".SEEN")
                        .findings())
                .noneSatisfy(finding -> assertThat(finding.what()).contains("SEEN"))
                .hasSize(3);
    }

    @Test
    void assertionListsErrorsAndPassesOverWarnings() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        DeterminismCheck.of(BrokenWorkflows.AskingClocks.class, BrokenWorkflows.Sharing.class)::verify)
                .withMessageContaining("AskingClocks: ")
                .withMessageContaining("Sharing: ")
                .withMessageContaining("Use workflow.now()")
                .withMessageContaining("writes the static field")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("reads the static field"));
        assertThatNoException().isThrownBy(DeterminismCheck.of(SoundWorkflows.Calm.class)::verify);
    }
}
