package dev.durable.autoconfigure.discovery.apps.plain.nested;

class NotAWorkflow {}
