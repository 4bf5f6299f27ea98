package dev.durable.engine.run;

/**
 * The activities of one run. Confined to the run's actor.
 *
 * @param open those that are scheduled and not closed
 * @param reports decides about what is told of them from outside
 * @param hurried cuts short the pauses between attempts
 * @param local those that are executed for the code in memory
 */
record RunActivities(OpenActivities open, ActivityReports reports, HurriedActivities hurried, LocalExecutions local) {

    static RunActivities of(RunIdentity run, RunEnvironment environment) {
        OpenActivities open = new OpenActivities(run);
        return new RunActivities(
                open,
                new ActivityReports(run, open, environment.activities(), environment.routed(), environment.store()),
                new HurriedActivities(run, open, environment),
                new LocalExecutions(run, environment.activities()));
    }
}
