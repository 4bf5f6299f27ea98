package dev.durable.engine.determinism;

import java.util.Collection;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;

/** What somebody has vouched for: by {@link dev.durable.annotation.Deterministic}, or by name. */
final class Trust {

    private static final String ANNOTATION = "Ldev/durable/annotation/Deterministic;";

    private final Set<String> names;

    /** @param names classes, methods ({@code com.acme.Ids.next}) or packages, with what is below them */
    Trust(Collection<String> names) {
        this.names = Set.copyOf(names);
    }

    boolean covers(Member member) {
        return covers(member.type())
                || Annotations.of(member.method()).anyMatch(ANNOTATION::equals)
                || covers(member.type().name, member.method().name);
    }

    boolean covers(ClassNode type) {
        return Annotations.of(type).anyMatch(ANNOTATION::equals)
                || coversClass(type.name.replace('/', '.').replace('$', '.'));
    }

    /** Whether a method is named, of whatever class. */
    boolean covers(String owner, String method) {
        if (names.isEmpty()) {
            return false;
        }
        String className = owner.replace('/', '.').replace('$', '.');
        return coversClass(className) || names.contains(className + "." + method);
    }

    private boolean coversClass(String className) {
        if (names.isEmpty()) {
            return false;
        }
        for (int end = className.length(); end > 0; end = className.lastIndexOf('.', end - 1)) {
            if (names.contains(className.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
