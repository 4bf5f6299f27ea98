package dev.durable.docs.messages;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;

// region workflow
@Workflow
public class DeliveryWorkflow {

    private final WorkflowContext workflow;
    private final Courier courier;
    private Address address = new Address("", "");
    private boolean handedOver;
    private boolean onItsWay;

    DeliveryWorkflow(WorkflowContext workflow, Courier courier) {
        this.workflow = workflow;
        this.courier = courier;
    }

    @WorkflowMethod
    public String deliver(Parcel parcel) {
        address = courier.check(parcel.address());
        workflow.await(() -> handedOver);
        onItsWay = true;
        workflow.await(workflow::isEveryHandlerFinished); // a change that was accepted before still counts
        return courier.deliver(parcel.content(), address);
    }

    @SignalMethod // tells; nobody waits for an answer
    public void handOver() {
        handedOver = true;
    }

    @UpdateMethod // asks for a change; the caller gets the result
    public Address changeAddress(Address next) {
        address = courier.check(next);
        return address;
    }

    @UpdateValidatorMethod(updateName = "changeAddress") // what it throws rejects the update
    void checkChange(Address next) {
        if (onItsWay) {
            throw ApplicationFailure.of("The parcel is on its way", "TooLate");
        }
    }

    @QueryMethod // looks
    public Address address() {
        return address;
    }
}
// endregion
