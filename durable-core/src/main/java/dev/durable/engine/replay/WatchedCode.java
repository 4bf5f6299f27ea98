package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowInfo;

/** Code of one run that has no business blocking the JVM thread on which it runs. One object for each place, so that it can be known again. */
interface WatchedCode {

    /** Facts about the run whose code this is. */
    WorkflowInfo info();

    /** Which code of the run, in words. */
    String place();
}
