package dev.durable.engine.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The type hierarchy of a class, from the most specific type upwards. */
final class Supertypes {

    private Supertypes() {}

    /** The type, its superclasses below Object, then all their interfaces, each once. */
    static List<Class<?>> of(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            found.add(each);
            Collections.addAll(interfaces, each.getInterfaces());
        }
        while (!interfaces.isEmpty()) {
            Class<?> next = interfaces.remove();
            found.add(next);
            Collections.addAll(interfaces, next.getInterfaces());
        }
        return new ArrayList<>(found);
    }
}
