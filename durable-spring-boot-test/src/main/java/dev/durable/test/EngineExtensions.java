package dev.durable.test;

import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.autoconfigure.DurablePayloadCustomizer;
import dev.durable.context.ContextPropagator;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.payload.PayloadCodec;
import dev.durable.payload.PayloadConverter;
import java.util.stream.Stream;

/** The types by which beans of an application adjust the engine, so that a slice without them would not be that application's. */
final class EngineExtensions {

    private EngineExtensions() {}

    static Stream<Class<?>> types() {
        return Stream.of(
                DurableEngineCustomizer.class,
                DurablePayloadCustomizer.class,
                PayloadConverter.class,
                PayloadCodec.class,
                ContextPropagator.class,
                WorkflowClientInterceptor.class,
                WorkflowInterceptor.class,
                ActivityInterceptor.class);
    }
}
