package dev.durable.engine.testing;

import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.engine.replay.PrefixCheck;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.WorkflowThreads;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Replays every prefix of histories; see {@link PrefixCheck}. */
public final class PrefixReplay implements AutoCloseable {

    /** When engines of tests tell runs to go on as new ones, unless they are set up otherwise. */
    static final HistoryThresholds THRESHOLDS = new HistoryThresholds(
            HistorySettings.DEFAULT.continueAsNewSuggestedAfter(),
            HistorySettings.DEFAULT.continueAsNewSuggestedSize());

    private final ReplayServices services;
    private final PrefixCheck check;

    private PrefixReplay(ReplayServices services) {
        this.services = services;
        this.check = new PrefixCheck(services);
    }

    /** Replays with the definitions. */
    public static PrefixReplay with(Definitions definitions) {
        return with(definitions, THRESHOLDS);
    }

    static PrefixReplay with(Definitions definitions, HistoryThresholds thresholds) {
        return with(definitions, thresholds, Extensions.NONE);
    }

    static PrefixReplay with(Definitions definitions, HistoryThresholds thresholds, Extensions extensions) {
        return new PrefixReplay(servicesOf(definitions, thresholds, extensions));
    }

    /** The services of an engine with the definitions, with threads of their own. */
    static ReplayServices servicesOf(Definitions definitions, HistoryThresholds thresholds, Extensions extensions) {
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();
        return new ReplayServices(
                definitions,
                payloads,
                new JacksonFailureConverter(payloads),
                WorkflowThreads.create("test-replay"),
                Duration.ofMinutes(1),
                thresholds,
                extensions);
    }

    /** Verifies one history: each of its prefixes, or many of them. */
    public void verify(UUID runId, List<HistoryEvent> history) {
        check.verify(runId, history);
    }

    /** Verifies one of the prefixes of a history, and all of it: for those who have many histories. */
    public void verifySample(UUID runId, List<HistoryEvent> history, Random random) {
        check.verifySample(runId, history, random);
    }

    @Override
    public void close() {
        services.threads().close();
    }
}
