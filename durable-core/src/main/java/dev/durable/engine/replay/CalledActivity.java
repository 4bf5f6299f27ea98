package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.engine.definition.Definitions;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;

/**
 * What a workflow calls: an activity of this application, or one that is known by its name only.
 *
 * @param name name of the activity
 * @param options what is declared and configured for it
 * @param parameterTypes types of its parameters
 * @param resultType type of its result; {@code void.class} if there is none
 */
record CalledActivity(String name, ActivityOptions options, List<Type> parameterTypes, Type resultType) {

    static CalledActivity of(ActivityDefinition definition) {
        return new CalledActivity(
                definition.name(),
                definition.options(),
                definition.handler().parameterTypes(),
                definition.handler().resultType());
    }

    /** An activity called by its name; options that are declared for it count nevertheless. */
    static CalledActivity named(String name, int arguments, Type resultType, Definitions definitions) {
        return definitions
                .activity(name)
                .filter(activity -> activity.handler().parameterTypes().size() == arguments)
                .map(activity -> new CalledActivity(
                        name, activity.options(), activity.handler().parameterTypes(), resultType))
                .orElseGet(() -> new CalledActivity(
                        name, ActivityOptions.NONE, Collections.nCopies(arguments, Object.class), resultType));
    }
}
