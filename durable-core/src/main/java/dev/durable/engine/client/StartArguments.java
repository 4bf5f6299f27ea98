package dev.durable.engine.client;

import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of a start by name against the workflow method, as the run itself will take them: a run that cannot begin is refused
 * to its caller.
 */
final class StartArguments {

    private StartArguments() {}

    /**
     * Requires that the workflow method takes the arguments.
     *
     * @throws DurableException {@code DUR-2096} if it does not
     */
    static void requireFit(WorkflowDefinition definition, List<Payload> input, PayloadConverter converter) {
        HandlerMethod main = definition.main();
        int parameters = main.parameterTypes().size();
        if (parameters != input.size()) {
            throw illegal(definition, "it takes " + parameters + " arguments but got " + input.size(), null);
        }
        for (int i = 0; i < parameters; i++) {
            requireDecodable(definition, i, input.get(i), converter);
        }
    }

    private static void requireDecodable(
            WorkflowDefinition definition, int index, Payload argument, PayloadConverter converter) {
        try {
            converter.fromPayload(argument, definition.main().parameterTypes().get(index));
        } catch (DurableException e) {
            // who starts runs need not be able to read what a codec has made, or may lack its key
            if (e.code() == ErrorCode.PAYLOAD_NOT_DECODABLE) {
                throw illegal(definition, "argument " + (index + 1) + ": " + e.what(), e);
            }
        }
    }

    private static DurableException illegal(
            WorkflowDefinition definition, String why, @Nullable DurableException cause) {
        return new DurableException(
                ErrorCode.START_ARGUMENTS_ILLEGAL,
                "The arguments do not fit " + definition.name() + "."
                        + definition.main().signature() + ": " + why,
                cause);
    }
}
