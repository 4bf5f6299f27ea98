package dev.durable.store;

import java.util.Optional;

/**
 * What a {@linkplain ComposedStore store} consists of.
 *
 * @param turns writes what runs have done
 * @param runs reads runs
 * @param ownership knows which node may advance which run
 * @param activities has the attempts that others make than the owner of the run
 * @param schedules keeps schedules
 * @param rejections keeps answers to rejected updates
 * @param retention deletes closed runs
 * @param workload says what waits for whom
 * @param signals how nodes tell each other that there is something to do, if they can
 */
public record StoreParts(
        TurnStore turns,
        RunReader runs,
        OwnershipStore ownership,
        ActivityTaskStore activities,
        ScheduleStore schedules,
        UpdateRejections rejections,
        RetentionStore retention,
        WorkloadReader workload,
        Optional<WorkSignals> signals) {}
