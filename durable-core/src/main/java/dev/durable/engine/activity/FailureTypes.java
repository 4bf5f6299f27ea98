package dev.durable.engine.activity;

import dev.durable.failure.ApplicationFailure;
import java.util.HashSet;
import java.util.Set;

/** The names under which retry policies may exclude failures. */
public final class FailureTypes {

    private FailureTypes() {}

    /** The failure's type if it is an application failure, and the names of its class and superclasses. */
    public static Set<String> of(Throwable failure) {
        Set<String> names = new HashSet<>();
        if (failure instanceof ApplicationFailure applicationFailure) {
            names.add(applicationFailure.type());
        }
        for (Class<?> type = failure.getClass(); type != Object.class; type = type.getSuperclass()) {
            names.add(type.getName());
        }
        return names;
    }
}
