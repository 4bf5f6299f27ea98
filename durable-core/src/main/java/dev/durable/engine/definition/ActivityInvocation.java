package dev.durable.engine.definition;

import org.jspecify.annotations.Nullable;

/** What an activity stub does when workflow code calls one of its methods. */
@FunctionalInterface
public interface ActivityInvocation {

    /**
     * Called on the workflow thread.
     *
     * @param activity the activity whose method was called
     * @param arguments its arguments
     * @return what the stub's method returns
     */
    @Nullable
    Object invoke(ActivityDefinition activity, @Nullable Object[] arguments);
}
