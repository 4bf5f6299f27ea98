package dev.durable.chaos.check;

/**
 * How much there was of a kind of work.
 *
 * @param workflows workflows, those that others have started included
 * @param runs their runs
 * @param events events of these runs
 */
public record WorkFigures(long workflows, long runs, long events) {

    WorkFigures plus(WorkFigures other) {
        return new WorkFigures(workflows + other.workflows, runs + other.runs, events + other.events);
    }
}
