package dev.durable.engine.definition;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.PayloadConverter;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Checks that what a method takes and returns can be stored. */
final class SignatureCheck {

    private final PayloadConverter converter;

    SignatureCheck(PayloadConverter converter) {
        this.converter = converter;
    }

    void check(WorkflowContract workflow) {
        check(workflow.main());
        workflow.signals().values().forEach(this::check);
        workflow.queries().values().forEach(this::check);
        workflow.updates().values().forEach(this::check);
    }

    void check(HandlerMethod handler) {
        for (int i = 0; i < handler.parameterTypes().size(); i++) {
            Type type = handler.parameterTypes().get(i);
            requireSupported(type, Descriptions.ofParameter(handler.method(), i), handler);
        }
        if (handler.resultType() != void.class) {
            requireSupported(handler.resultType(), "the result", handler);
        }
    }

    private void requireSupported(Type type, String what, HandlerMethod handler) {
        @Nullable String reason = converter.whyUnsupported(type);
        if (reason != null) {
            throw new DurableException(
                    ErrorCode.SIGNATURE_NOT_SERIALIZABLE,
                    "Method " + Descriptions.of(handler.method()) + ": " + what + " of type " + type.getTypeName()
                            + " cannot be stored: " + reason + ".");
        }
    }
}
