package dev.durable.autoconfigure.discovery.apps.plain;

import dev.durable.autoconfigure.WorkflowScan;

@WorkflowScan
public class PlainScan {}
