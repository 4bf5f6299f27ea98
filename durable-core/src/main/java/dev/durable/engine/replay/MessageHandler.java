package dev.durable.engine.replay;

import dev.durable.engine.definition.HandlerMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.EncodedArguments;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes messages of a name: a method of the workflow, or a function that its code has registered.
 *
 * @param signature how it is called, for people
 * @param parameterTypes types of the arguments; null if it takes {@link EncodedArguments}
 * @param resultType type of the result; {@code Object} if only the value tells
 * @param invocation what is done
 * @param validation what decides whether an update is accepted
 */
record MessageHandler(
        String signature,
        @Nullable List<Type> parameterTypes,
        Type resultType,
        Invocation invocation,
        Invocation validation) {

    static final Invocation NO_VALIDATION = arguments -> null;

    /** A method of the workflow, which is called on the instance. */
    static MessageHandler ofMethod(HandlerMethod method, @Nullable HandlerMethod validator, Object workflow) {
        return new MessageHandler(
                method.signature(),
                method.parameterTypes(),
                method.resultType(),
                arguments -> method.invoke(workflow, arguments),
                validator == null ? NO_VALIDATION : arguments -> validator.invoke(workflow, arguments));
    }

    /** A function of one argument. */
    static MessageHandler ofType(String name, Class<?> argumentType, Invocation invocation) {
        return new MessageHandler(
                name + "(" + argumentType.getSimpleName() + ")",
                List.of(argumentType),
                Object.class,
                invocation,
                NO_VALIDATION);
    }

    /** A function of encoded arguments. */
    static MessageHandler ofEncoded(String name, Invocation invocation, Invocation validation) {
        return new MessageHandler(name + "(…)", null, Object.class, invocation, validation);
    }

    /**
     * Decodes the arguments of a message.
     *
     * @throws DurableException if they do not fit
     */
    @Nullable
    Object[] decode(List<Payload> input, PayloadConverter converter) {
        List<Type> types = parameterTypes;
        if (types == null) {
            return new Object[] {new EncodedArguments(input, converter)};
        }
        if (types.size() != input.size()) {
            throw new DurableException(
                    ErrorCode.ARGUMENTS_MISMATCH,
                    signature + " takes " + types.size() + " arguments but got " + input.size() + ".");
        }
        List<@Nullable Object> decoded = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            decoded.add(converter.fromPayload(input.get(i), types.get(i)));
        }
        return decoded.toArray();
    }

    /**
     * Encodes what it returned.
     *
     * @param of by what name messages about the result call it
     */
    Payload encode(@Nullable Object result, PayloadConverter converter, String of) {
        Type type = resultType == Object.class && result != null ? result.getClass() : resultType;
        return converter.toPayload(result, type, PayloadUse.result(of));
    }

    /** Something that is done with decoded arguments. */
    @FunctionalInterface
    interface Invocation {

        @Nullable
        Object invoke(@Nullable Object[] arguments) throws Throwable;
    }
}
