package dev.durable.engine.definition;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The call that a lambda made on a stand-in.
 *
 * @param method the method called; {@link WorkflowContract#handlerOf} tells what it is for the workflow
 * @param arguments its arguments; empty if there are none
 */
public record RecordedCall(Method method, @Nullable Object[] arguments) {}
