package dev.durable.autoconfigure.apps.parcels;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public class ParcelWorkflow {

    private final Parcels parcels;

    ParcelWorkflow(Parcels parcels) {
        this.parcels = parcels;
    }

    @WorkflowMethod
    public String send(String parcel) {
        return parcels.send(parcel);
    }
}
