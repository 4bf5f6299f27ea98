package dev.durable.autoconfigure.discovery.apps.implementation;

import dev.durable.autoconfigure.discovery.apps.contractonly.ForeignWorkflow;

public class ForeignImplementation implements ForeignWorkflow {

    @Override
    public void run() {}
}
