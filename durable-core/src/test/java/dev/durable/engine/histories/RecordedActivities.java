package dev.durable.engine.histories;

import dev.durable.annotation.Activity;

/** What recorded workflows call; never executed. */
@Activity
interface RecordedActivities {

    String call(String what);
}
