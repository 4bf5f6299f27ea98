package dev.durable.docs.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

// region test
@SpringBootTest(properties = "durable.activities.MailActivities.retry.initial-interval=10ms")
// endregion
@TestPropertySource(
        properties = {
            "spring.datasource.generate-unique-name=true",
            "spring.sql.init.schema-locations=classpath:docs/signup-schema.sql"
        })
// region test
class SignupTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Signups signups;

    @Autowired
    private WorkflowClient workflows;

    @MockitoBean
    private Mailer mailer;

    @Test
    void confirmedSignupIsWelcomed() {
        signups.begin("ada@example.com");
        signups.confirm("ada@example.com");

        assertThat(workflows.workflow("signup-ada@example.com").result(String.class, PATIENCE))
                .isEqualTo("confirmed");
        assertThat(signups.isConfirmed("ada@example.com")).isTrue();
        verify(mailer).send(any(), eq("ada@example.com"), eq("Welcome"));
    }

    @Test
    void signupThatNobodyConfirmsExpires() {
        Signup signup = new Signup("bob@example.com", Duration.ofMillis(50));

        WorkflowHandle<String> handle =
                workflows.newWorkflow(SignupWorkflow.class).start(w -> w.signUp(signup));

        assertThat(handle.result(PATIENCE)).isEqualTo("expired");
    }

    @Test
    void mailThatFailsIsSentAgain() {
        doThrow(new IllegalStateException("busy")).doNothing().when(mailer).send(any(), any(), any());
        Signup signup = new Signup("eve@example.com", Duration.ofMillis(50));

        workflows.newWorkflow(SignupWorkflow.class).start(w -> w.signUp(signup)).result(PATIENCE);

        verify(mailer, times(2)).send(any(), eq("eve@example.com"), any());
    }
}
// endregion
