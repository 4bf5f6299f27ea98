package dev.durable.payload;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo.FailedActivity;
import dev.durable.payload.FailureInfo.FailedChild;
import dev.durable.payload.FailureInfo.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Converts exceptions with all their causes; their details go through the payload converter. Thread-safe.
 *
 * <p>Kept are class or type, message, stack trace (the innermost {@value #MAX_STACK_TRACE} characters of each exception) and
 * causes in their order ({@value #MAX_CAUSES} at most; a cause that was there before ends the chain). Suppressed exceptions are
 * not kept.
 */
public final class JacksonFailureConverter implements FailureConverter {

    private static final int MAX_STACK_TRACE = 8_000;
    private static final int MAX_MESSAGE = 32_000;
    private static final int MAX_CAUSES = 100;

    private final PayloadConverter payloads;

    /** A converter that encodes details with the payload converter. */
    public JacksonFailureConverter(PayloadConverter payloads) {
        this.payloads = payloads;
    }

    @Override
    public FailureInfo toInfo(Throwable throwable) {
        List<Throwable> chain = chainOf(throwable);
        FailureInfo info = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            info = toInfo(chain.get(i), info);
        }
        return info != null ? info : toInfo(throwable, null);
    }

    private static List<Throwable> chainOf(Throwable throwable) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        Throwable next = throwable;
        while (next != null && seen.add(next) && chain.size() <= MAX_CAUSES) {
            chain.add(next);
            Throwable current = next;
            next = orElse(current::getCause, null);
        }
        return chain;
    }

    private FailureInfo toInfo(Throwable throwable, @Nullable FailureInfo cause) {
        String message = messageOf(throwable);
        String stackTrace = StackTraceText.of(throwable.getStackTrace(), MAX_STACK_TRACE);
        if (throwable instanceof ApplicationFailure failure) {
            return new FailureInfo(
                            Kind.APPLICATION,
                            Objects.requireNonNullElse(
                                    failure.type(), failure.getClass().getName()),
                            message,
                            stackTrace,
                            failure.isNonRetryable(),
                            encode(failure.details()),
                            null,
                            cause)
                    .withNextRetryDelay(failure.nextRetryDelay());
        }
        if (throwable instanceof CanceledFailure failure) {
            return new FailureInfo(
                    Kind.CANCELED,
                    failure.getClass().getName(),
                    message,
                    stackTrace,
                    false,
                    encode(failure.details()),
                    null,
                    cause);
        }
        if (throwable instanceof ActivityFailure failure) {
            FailedActivity activity =
                    new FailedActivity(failure.scheduledEventId(), failure.attempt(), failure.retryState());
            return new FailureInfo(
                    Kind.ACTIVITY, failure.activityType(), message, stackTrace, false, List.of(), activity, cause);
        }
        if (throwable instanceof TimeoutFailure failure) {
            String type = failure.timeoutType().name();
            return new FailureInfo(Kind.TIMEOUT, type, message, stackTrace, false, List.of(), null, cause);
        }
        if (throwable instanceof ChildWorkflowFailure failure) {
            FailedChild child = new FailedChild(failure.workflowId(), failure.runId(), failure.initiatedEventId());
            return new FailureInfo(
                    Kind.CHILD_WORKFLOW,
                    failure.workflowType(),
                    message,
                    stackTrace,
                    false,
                    List.of(),
                    null,
                    child,
                    null,
                    cause,
                    null);
        }
        if (throwable instanceof ExternalWorkflowFailure failure) {
            return new FailureInfo(
                    Kind.EXTERNAL_WORKFLOW, failure.workflowId(), message, stackTrace, false, List.of(), null, cause);
        }
        String type = throwable.getClass().getName();
        Kind kind = throwable instanceof TerminatedFailure ? Kind.TERMINATED : Kind.APPLICATION;
        return new FailureInfo(kind, type, message, stackTrace, false, List.of(), null, cause);
    }

    private static @Nullable String messageOf(Throwable throwable) {
        String message = orElse(throwable::getMessage, "(the message could not be read)");
        return message == null || message.length() <= MAX_MESSAGE
                ? message
                : message.substring(0, MAX_MESSAGE) + " ... " + (message.length() - MAX_MESSAGE) + " more characters";
    }

    /** The exceptions of applications are code, too, and may fail in turn; what failed must be kept nevertheless. */
    private static <T> @Nullable T orElse(Supplier<? extends @Nullable T> read, @Nullable T fallback) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            return fallback;
        }
    }

    private List<Payload> encode(List<? extends @Nullable Object> details) {
        List<Payload> encoded = new ArrayList<>(details.size());
        for (Object detail : details) {
            encoded.add(encodeOrNote(detail));
        }
        return encoded;
    }

    private Payload encodeOrNote(@Nullable Object detail) {
        try {
            return payloads.toPayload(detail);
        } catch (RuntimeException e) {
            return note("(a detail that could not be encoded: " + e.getMessage() + ")");
        }
    }

    /** Where not even text can be encoded, nothing of what was to be hidden may be said. */
    private Payload note(String text) {
        try {
            return payloads.toPayload(text);
        } catch (RuntimeException e) {
            return Payload.json("\"(a detail that could not be encoded)\"");
        }
    }

    @Override
    public DurableFailure toFailure(FailureInfo info) {
        List<FailureInfo> chain = new ArrayList<>();
        for (FailureInfo each = info; each != null; each = each.cause()) {
            chain.add(each);
        }
        DurableFailure failure = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            failure = toFailure(chain.get(i), failure);
        }
        return failure != null ? failure : toFailure(info, null);
    }

    private DurableFailure toFailure(FailureInfo info, @Nullable DurableFailure cause) {
        DurableFailure failure = switch (info.kind()) {
            case APPLICATION -> application(info, cause);
            case ACTIVITY -> activity(info, cause);
            case TIMEOUT -> new TimeoutFailure(info.message(), TimeoutType.valueOf(info.type()), cause);
            case CANCELED -> new CanceledFailure(info.message(), decode(info.details()));
            case TERMINATED -> new TerminatedFailure(info.message());
            case CHILD_WORKFLOW -> child(info, cause);
            case EXTERNAL_WORKFLOW ->
                new ExternalWorkflowFailure(info.type(), Objects.requireNonNullElse(info.message(), ""));
        };
        failure.setStackTrace(StackTraceText.parse(info.stackTrace()));
        return failure;
    }

    private DurableFailure application(FailureInfo info, @Nullable DurableFailure cause) {
        List<@Nullable Object> details = decode(info.details());
        ApplicationFailure failure = info.nonRetryable()
                ? ApplicationFailure.nonRetryable(info.message(), info.type(), cause, details)
                : ApplicationFailure.of(info.message(), info.type(), cause, details);
        return info.nextRetryDelay() == null ? failure : failure.withNextRetryDelay(info.nextRetryDelay());
    }

    private List<@Nullable Object> decode(List<Payload> details) {
        List<@Nullable Object> decoded = new ArrayList<>();
        details.forEach(detail -> decoded.add(decodeOrText(detail)));
        return decoded;
    }

    private static DurableFailure activity(FailureInfo info, @Nullable DurableFailure cause) {
        FailedActivity activity =
                info.activity() != null ? info.activity() : new FailedActivity(0, 0, RetryState.NON_RETRYABLE_FAILURE);
        return new ActivityFailure(
                info.type(), activity.scheduledEventId(), activity.attempt(), activity.retryState(), cause);
    }

    private static DurableFailure child(FailureInfo info, @Nullable DurableFailure cause) {
        FailedChild child = info.child() != null ? info.child() : new FailedChild("", new UUID(0, 0), 0);
        return new ChildWorkflowFailure(
                info.type(), child.workflowId(), child.runId(), child.initiatedEventId(), cause);
    }

    private @Nullable Object decodeOrText(Payload detail) {
        try {
            return payloads.fromPayload(detail, Object.class);
        } catch (PayloadException e) {
            if (detail.isPlainJson()) {
                return detail.data();
            }
            throw e;
        }
    }
}
