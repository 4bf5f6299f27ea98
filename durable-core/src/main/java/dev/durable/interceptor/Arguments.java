package dev.durable.interceptor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies lists that may contain null. */
final class Arguments {

    private Arguments() {}

    static List<@Nullable Object> copyOf(List<? extends @Nullable Object> arguments) {
        return Collections.unmodifiableList(new ArrayList<@Nullable Object>(arguments));
    }
}
