package dev.durable.docs.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brave.handler.MutableSpan;
import dev.durable.autoconfigure.tracing.FinishedSpans;
import dev.durable.client.WorkflowClient;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** The user and the trace of a caller reach the activities, by way of workflows, children and signals. */
@SpringBootTest(
        properties = {
            "spring.datasource.generate-unique-name=true",
            "durable.context.security=true",
            "management.tracing.sampling.probability=1",
            "durable.activities.Payments.retry.maximum-attempts=1"
        })
class CallerContextTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private WorkflowClient client;

    @Autowired
    private PaymentBook book;

    @Autowired
    private FinishedSpans spans;

    @Autowired
    private Tracer tracer;

    @Test
    void activitiesActForWhoeverHasAskedForThem() {
        String start = asUser(
                "clerk",
                "pay",
                () -> client.newWorkflow(ClaimWorkflow.class).id("claim-1").start(ClaimWorkflow::handle));
        String signal = asUser(
                "boss",
                "pay",
                () -> client.workflow(ClaimWorkflow.class, "claim-1").signal(ClaimWorkflow::approve));

        assertThat(client.workflow("claim-1").result(String.class, PATIENCE)).isEqualTo("rest paid by boss");
        assertThat(book.lines())
                .containsExactlyInAnyOrder(
                        "fee by clerk in " + start,
                        "advance by clerk in " + start,
                        "expert by clerk in " + start,
                        "rest by boss in " + signal);
        assertThat(spans.named("activity Payments.pay"))
                .extracting(MutableSpan::traceId)
                .containsOnlyOnce(signal)
                .filteredOn(start::equals)
                .hasSize(3);
        assertThat(spans.single("workflow ClaimWorkflow").traceId()).isEqualTo(start);
        assertThat(spans.single("signal approve").traceId()).isEqualTo(signal);
    }

    @Test
    void whoMayNotDoItIsRefused() {
        asUser(
                "intern",
                "read",
                () -> client.newWorkflow(ExpertWorkflow.class).id("expert-1").start(ExpertWorkflow::assess));

        assertThatThrownBy(() -> client.workflow("expert-1").result(String.class, PATIENCE))
                .hasStackTraceContaining("Access Denied");
        assertThat(book.lines()).noneMatch(line -> line.contains("intern"));
    }

    /** Does it as the user, in a trace of its own, whose id it returns. */
    private String asUser(String name, String authority, Runnable action) {
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new TestingAuthenticationToken(name, "password", authority)));
        Span request = tracer.nextSpan().name("request").start();
        try (Tracer.SpanInScope scope = tracer.withSpan(request)) {
            action.run();
            return request.context().traceId();
        } finally {
            request.end();
            SecurityContextHolder.clearContext();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Tracing {

        @Bean
        FinishedSpans finishedSpans() {
            return new FinishedSpans();
        }
    }
}
