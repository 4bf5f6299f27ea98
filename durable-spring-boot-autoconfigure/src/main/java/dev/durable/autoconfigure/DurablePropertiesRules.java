package dev.durable.autoconfigure;

import dev.durable.payload.AesGcmPayloadCodec;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;

/** What values the properties may have. All mistakes are collected, so that they are reported together. */
final class DurablePropertiesRules {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

    /** It is renewed after a third of it: a pause of the JVM, or a slow answer of the database, must fit into the rest. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMillis(10);
    private static final Duration SHORTEST_RETRY_INTERVAL = Duration.ofMillis(1);
    private static final Duration SHORTEST_CALL_TIMEOUT = Duration.ofMillis(100);

    private final Errors errors;

    private DurablePropertiesRules(Errors errors) {
        this.errors = errors;
    }

    static void check(DurableProperties properties, Errors errors) {
        DurablePropertiesRules rules = new DurablePropertiesRules(errors);
        rules.check(properties.worker());
        rules.check(properties.commit());
        rules.check(properties.cluster());
        rules.atLeast("client.callTimeout", properties.client().callTimeout(), SHORTEST_CALL_TIMEOUT);
        rules.positive("retention.closedAfter", properties.retention().closedAfter());
        rules.positive("retention.interval", properties.retention().interval());
        rules.positive("retention.batchSize", properties.retention().batchSize());
        rules.positive("activity.startToCloseTimeout", properties.activity().startToCloseTimeout());
        properties.activities().forEach((name, activity) -> rules.check("activities[" + name + "].", activity));
        properties.taskQueues().forEach((name, limits) -> rules.check("taskQueues[" + name + "].", limits));
        properties.schedules().forEach((id, schedule) -> rules.check("schedules[" + id + "].", schedule));
        rules.check(properties.payload());
        rules.check(properties.determinism());
        rules.check(properties.jdbc());
    }

    private void check(DurableProperties.Worker worker) {
        if (worker.enabled() && worker.taskQueues().isEmpty()) {
            reject("worker.taskQueues", "must name a task queue unless durable.worker.enabled is false");
        }
        if (!worker.taskQueues().stream().allMatch(StringUtils::hasText)) {
            reject("worker.taskQueues", "must not contain an empty name");
        }
        positive("worker.maxConcurrentActivities", worker.maxConcurrentActivities());
        positive("worker.maxCachedRuns", worker.maxCachedRuns());
        positive("worker.threads", worker.threads());
        if (worker.passivateAfter().isNegative()) {
            reject("worker.passivateAfter", "must not be negative");
        }
        if (worker.gracePeriod().isNegative()) {
            reject("worker.gracePeriod", "must not be negative");
        }
        atLeast("worker.retryInterval", worker.retryInterval(), SHORTEST_RETRY_INTERVAL);
        if (worker.maxRetryInterval().compareTo(worker.retryInterval()) < 0) {
            reject("worker.maxRetryInterval", "must not be shorter than durable.worker.retry-interval");
        }
        positive("worker.continueAsNewSuggestedAfter", worker.continueAsNewSuggestedAfter());
        if (worker.continueAsNewSuggestedSize().toBytes() < 1) {
            reject("worker.continueAsNewSuggestedSize", "must be a positive size");
        }
        if (worker.maxHistoryLength() < worker.continueAsNewSuggestedAfter()) {
            reject("worker.maxHistoryLength", "must not be less than durable.worker.continue-as-new-suggested-after");
        }
        if (worker.codeBlockLimit().isNegative()) {
            reject("worker.codeBlockLimit", "must not be negative");
        }
        if (worker.localActivityWait().isNegative()) {
            reject("worker.localActivityWait", "must not be negative");
        }
        if (worker.spillOverAfter().isNegative()) {
            reject("worker.spillOverAfter", "must not be negative");
        }
    }

    private void check(String prefix, TaskQueueProperties limits) {
        if (limits.maxConcurrentActivities() != null) {
            positive(prefix + "maxConcurrentActivities", limits.maxConcurrentActivities());
        }
        Double rate = limits.maxActivitiesPerSecond();
        if (rate != null && !(rate > 0)) {
            reject(prefix + "maxActivitiesPerSecond", "must be positive");
        }
    }

    private void check(DurableProperties.Commit commit) {
        positive("commit.lanes", commit.lanes());
        positive("commit.maxTurns", commit.maxTurns());
    }

    private void check(DurableProperties.Cluster cluster) {
        notBlank("cluster.nodeName", cluster.nodeName());
        atLeast("cluster.leaseDuration", cluster.leaseDuration(), SHORTEST_LEASE);
        atLeast("cluster.pollInterval", cluster.pollInterval(), SHORTEST_POLL_INTERVAL);
    }

    private void check(PayloadProperties payload) {
        positive("payload.maxSize", payload.maxSize());
        positive("payload.warnSize", payload.warnSize());
        PayloadProperties.Encryption encryption = payload.encryption();
        encryption.keys().forEach((name, key) -> checkKey("payload.encryption.keys[" + name + "]", key.bytes()));
        String currentKey = encryption.currentKey();
        Set<String> names = new TreeSet<>(encryption.keys().keySet());
        if (currentKey == null && !names.isEmpty() && !encryption.decryptOnly()) {
            reject("payload.encryption.currentKey", "must name the key that encrypts, one of " + names);
        } else if (currentKey != null && !names.contains(currentKey)) {
            reject("payload.encryption.currentKey", "must name one of the keys, which are " + names);
        }
    }

    private void checkKey(String field, byte @Nullable [] bytes) {
        if (bytes == null) {
            reject(field, "must be Base64, as 'openssl rand -base64 32' makes it");
        } else if (!AesGcmPayloadCodec.isKeyLength(bytes.length)) {
            reject(field, "must be Base64 of 32, 24 or 16 bytes, but is of " + bytes.length);
        }
    }

    private void check(DeterminismProperties determinism) {
        if (determinism.verifyOpenRuns() < 0 || determinism.verifyOpenRuns() > 1000) {
            reject("determinism.verifyOpenRuns", "must be 0 (none) to 1000");
        }
        positive("determinism.verifyTimeout", determinism.verifyTimeout());
    }

    private void check(DurableProperties.Jdbc jdbc) {
        identifier("jdbc.schema", jdbc.schema());
        identifier("jdbc.tablePrefix", jdbc.tablePrefix());
    }

    private void check(String path, ActivityProperties activity) {
        positive(path + "startToCloseTimeout", activity.startToCloseTimeout());
        positive(path + "scheduleToStartTimeout", activity.scheduleToStartTimeout());
        positive(path + "scheduleToCloseTimeout", activity.scheduleToCloseTimeout());
        positive(path + "heartbeatTimeout", activity.heartbeatTimeout());
        notBlank(path + "taskQueue", activity.taskQueue());
        if (activity.priority() != null && (activity.priority() < 1 || activity.priority() > 5)) {
            reject(path + "priority", "must be from 1 to 5");
        }
        check(path + "retry.", activity.retry());
    }

    private void check(String path, ScheduleProperties schedule) {
        notBlank(path + "cron", schedule.cron());
        notBlank(path + "every", schedule.every());
        if (schedule.cron() != null && schedule.every() != null) {
            reject(path + "every", "must not be set together with cron");
        }
        if (schedule.jitter() != null && schedule.jitter().isNegative()) {
            reject(path + "jitter", "must not be negative");
        }
    }

    private void check(String path, ActivityProperties.Retry retry) {
        positive(path + "initialInterval", retry.initialInterval());
        positive(path + "maximumInterval", retry.maximumInterval());
        if (retry.initialInterval() != null
                && retry.maximumInterval() != null
                && retry.maximumInterval().compareTo(retry.initialInterval()) < 0) {
            reject(path + "maximumInterval", "must not be shorter than the initial interval");
        }
        if (retry.backoffCoefficient() != null && !(retry.backoffCoefficient() >= 1)) {
            reject(path + "backoffCoefficient", "must be at least 1");
        }
        if (retry.maximumAttempts() != null && retry.maximumAttempts() < 0) {
            reject(path + "maximumAttempts", "must be 0 (unlimited) or more");
        }
    }

    private void positive(String field, @Nullable Duration value) {
        if (value != null && (value.isZero() || value.isNegative())) {
            reject(field, "must be a positive duration");
        }
    }

    private void atLeast(String field, Duration value, Duration shortest) {
        if (value.compareTo(shortest) < 0) {
            reject(field, "must be at least " + shortest.toMillis() + "ms");
        }
    }

    private void positive(String field, int value) {
        if (value < 1) {
            reject(field, "must be at least 1");
        }
    }

    private void positive(String field, DataSize value) {
        if (value.toBytes() < 1) {
            reject(field, "must be at least 1B");
        }
    }

    private void notBlank(String field, @Nullable String value) {
        if (value != null && !StringUtils.hasText(value)) {
            reject(field, "must not be empty");
        }
    }

    private void identifier(String field, @Nullable String value) {
        if (value != null && !IDENTIFIER.matcher(value).matches()) {
            reject(field, "must consist of at most 40 letters, digits and underscores, and not begin with a digit");
        }
    }

    private void reject(String field, String reason) {
        errors.rejectValue(field, "invalid", reason);
    }
}
