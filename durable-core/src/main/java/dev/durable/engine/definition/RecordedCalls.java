package dev.durable.engine.definition;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which method of a workflow type a caller's lambda means.
 *
 * @param type the workflow type
 * @param contract its methods
 * @param recorder takes calls down
 */
public record RecordedCalls<W>(Class<W> type, WorkflowContract contract, CallRecorder recorder) {

    /** Takes down the call of a lambda that returns what the method returns: on the stand-in, nothing of interest. */
    public static <W> Consumer<W> ignoringResult(Function<? super W, ?> lambda) {
        return standIn -> {
            Object ignored = lambda.apply(standIn);
        };
    }

    /**
     * Takes down the call.
     *
     * @throws DurableException {@code DUR-2007} if it is not one call of a method of that kind
     */
    public Call record(Consumer<? super W> lambda, ContractHandler.Kind kind) {
        RecordedCall recorded = recorder.record(type, lambda);
        HandlerMethod method = contract.handlerOf(recorded.method())
                .filter(handler -> handler.kind() == kind)
                .map(ContractHandler::method)
                .orElseThrow(() -> new DurableException(
                        ErrorCode.STUB_CALL_ILLEGAL,
                        "The lambda called " + type.getSimpleName() + "."
                                + recorded.method().getName() + ", which is not a "
                                + kind.name().toLowerCase(Locale.ROOT) + " method."));
        return new Call(method, recorded.arguments());
    }

    /**
     * A call that was taken down.
     *
     * @param method the method
     * @param arguments its arguments
     */
    public record Call(HandlerMethod method, @Nullable Object[] arguments) {}
}
