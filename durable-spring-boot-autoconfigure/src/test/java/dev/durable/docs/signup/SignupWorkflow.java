package dev.durable.docs.signup;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

// region workflow
@Workflow
public class SignupWorkflow {

    private final WorkflowContext workflow;
    private final MailActivities mail;
    private boolean confirmed;

    SignupWorkflow(WorkflowContext workflow, MailActivities mail) {
        this.workflow = workflow;
        this.mail = mail;
    }

    @WorkflowMethod
    public String signUp(Signup signup) {
        mail.send(signup.address(), "Please confirm your address");
        if (!workflow.await(signup.deadline(), () -> confirmed)) {
            return "expired";
        }
        mail.send(signup.address(), "Welcome");
        return "confirmed";
    }

    @SignalMethod
    public void confirm() {
        confirmed = true;
    }

    @QueryMethod
    public boolean isConfirmed() {
        return confirmed;
    }
}
// endregion
