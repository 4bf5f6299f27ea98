package dev.durable.autoconfigure.discovery.apps.contract;

abstract class AbstractShipping implements ShippingWorkflow {}
