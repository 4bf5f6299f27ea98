package dev.durable.docs.interceptors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The samples of the page on interceptors do what the page says. */
@SpringBootTest(
        properties = {"spring.datasource.generate-unique-name=true", "durable.context.mdc-keys=tenant,correlation-id"})
class InterceptorGuideTests {

    @Autowired
    private WorkflowClient client;

    @Autowired
    private AuditLog audit;

    @Autowired
    private TimingInterceptor timing;

    @AfterEach
    void leaveNothingBehind() {
        Tenant.set(null);
        MDC.remove("correlation-id");
    }

    @Test
    void contextTravelsAndInterceptorsAreCalled() {
        Tenant.set("acme");
        MDC.put("correlation-id", "c-1");

        WorkflowHandle<String> handle =
                client.newWorkflow(LetterWorkflow.class).id("letter-1").start(w -> w.write("a letter"));

        assertThat(handle.result(Duration.ofSeconds(20))).isEqualTo("a letter for acme (c-1)");
        assertThat(audit.lines()).containsExactly("acme started LetterWorkflow letter-1");
        assertThat(timing.total()).containsOnlyKeys("Letters.print");
        assertThat(handle.describe().memo().get("step", String.class)).contains("Letters.print");
    }
}
