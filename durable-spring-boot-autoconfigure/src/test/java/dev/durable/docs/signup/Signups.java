package dev.durable.docs.signup;

import dev.durable.client.WorkflowClient;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

// region service
@Service
public class Signups {

    private final WorkflowClient workflows;
    private final JdbcTemplate jdbc;

    Signups(WorkflowClient workflows, JdbcTemplate jdbc) {
        this.workflows = workflows;
        this.jdbc = jdbc;
    }

    @Transactional // the account and its workflow are both there, or neither
    public void begin(String address) {
        jdbc.update("insert into account (address) values (?)", address);
        Signup signup = new Signup(address, Duration.ofDays(3));
        workflows.newWorkflow(SignupWorkflow.class).id("signup-" + address).start(w -> w.signUp(signup));
    }

    public void confirm(String address) {
        workflows.workflow(SignupWorkflow.class, "signup-" + address).signal(SignupWorkflow::confirm);
    }

    public boolean isConfirmed(String address) {
        return workflows.workflow(SignupWorkflow.class, "signup-" + address).query(SignupWorkflow::isConfirmed);
    }
}
// endregion
