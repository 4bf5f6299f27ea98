package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.MarkerRecorded;
import dev.durable.workflow.WorkflowContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which versions of changes a run goes by. Confined to the run. */
final class RunVersions implements RecordedCommands.UnaskedVersions {

    private static final int MAX_ID_LENGTH = 200;

    private final RunContext context;
    private final Map<String, Integer> recorded = new HashMap<>();
    private final Set<String> olderThan = new HashSet<>();

    RunVersions(RunContext context) {
        this.context = context;
    }

    int version(String changeId, int minSupported, int maxSupported) {
        context.requireCommandsAllowed("version");
        requireLegal(changeId, minSupported, maxSupported);
        int version = versionOf(changeId, maxSupported);
        if (version < minSupported || version > maxSupported) {
            throw context.fail(new DurableException(
                    ErrorCode.VERSION_UNSUPPORTED,
                    "Workflow '" + context.info().workflowId() + "' ("
                            + context.info().workflowType() + ") goes by version "
                            + version + " of the change '" + changeId + "', but the code has " + minSupported + " to "
                            + maxSupported + "."));
        }
        return version;
    }

    /** The versions that the history has, by change id. */
    Map<String, Integer> recorded() {
        return Map.copyOf(recorded);
    }

    /** A version that its call no longer asks for stays what the run goes by, wherever it is asked for later. */
    @Override
    public boolean mayBePassed(MarkerRecorded version) {
        if (olderThan.contains(version.name())) {
            return false;
        }
        Integer known = recorded.putIfAbsent(version.name(), version.number());
        return known == null || known == version.number();
    }

    private int versionOf(String changeId, int maxSupported) {
        Integer known = recorded.get(changeId);
        if (known != null) {
            return known;
        }
        if (olderThan.contains(changeId)) {
            return WorkflowContext.DEFAULT_VERSION;
        }
        MarkerRecorded marker = context.commands()
                .version(changeId, eventId -> MarkerRecorded.version(eventId, context.now(), changeId, maxSupported));
        if (marker == null) {
            olderThan.add(changeId);
            return WorkflowContext.DEFAULT_VERSION;
        }
        recorded.put(changeId, marker.number());
        return marker.number();
    }

    private static void requireLegal(String changeId, int minSupported, int maxSupported) {
        if (changeId.isBlank()
                || changeId.length() > MAX_ID_LENGTH
                || changeId.chars().anyMatch(Character::isISOControl)) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "A change id must have 1 to " + MAX_ID_LENGTH
                            + " characters, none of them a control character, but is '" + changeId + "'.");
        }
        if (minSupported > maxSupported || minSupported < WorkflowContext.DEFAULT_VERSION) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "The versions of change '" + changeId + "' must go from " + WorkflowContext.DEFAULT_VERSION
                            + " or more upwards but go from " + minSupported + " to " + maxSupported + ".");
        }
    }
}
