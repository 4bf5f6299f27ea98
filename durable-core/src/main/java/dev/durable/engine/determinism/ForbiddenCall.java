package dev.durable.engine.determinism;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * A member that workflow code must not use.
 *
 * @param rule why not
 * @param severity how bad that is
 * @param owner internal name of the class that declares it; a method is forbidden for subclasses, too
 * @param name name of the method or static field, {@code <init>} for constructors, {@code *} for all methods
 * @param parameters simple names of the parameter types, or null for all overloads
 */
record ForbiddenCall(
        DeterminismRule rule,
        Severity severity,
        String owner,
        String name,
        @Nullable List<String> parameters) {

    static final String CONSTRUCTOR = "<init>";
    static final String ANY = "*";

    /**
     * Reads one.
     *
     * @param member {@code now}, {@code now()}, {@code now(ZoneId)}, {@code new()}, or {@code *}
     */
    static ForbiddenCall of(DeterminismRule rule, Severity severity, String className, String member) {
        int open = member.indexOf('(');
        String name = open < 0 ? member : member.substring(0, open);
        List<String> parameters = null;
        if (open >= 0) {
            String list = member.substring(open + 1, member.length() - 1);
            parameters = list.isEmpty() ? List.of() : Arrays.asList(list.split(",", -1));
        }
        return new ForbiddenCall(
                rule, severity, className.replace('.', '/'), name.equals("new") ? CONSTRUCTOR : name, parameters);
    }

    boolean fits(String descriptor) {
        return parameters == null || parameters.equals(parametersOf(descriptor));
    }

    /** How the documentation writes it, but for the class: {@code now()}, {@code new}, {@code *}. */
    String member() {
        String written = name.equals(CONSTRUCTOR) ? "new" : name;
        return parameters == null ? written : written + "(" + String.join(", ", parameters) + ")";
    }

    /** The class as documentation and findings name it. */
    String className() {
        return owner.replace('/', '.').replace('$', '.');
    }

    private static List<String> parametersOf(String descriptor) {
        if (!descriptor.startsWith("(")) {
            return List.of();
        }
        return Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(type -> simpleName(type.getClassName()))
                .toList();
    }

    /** A call as findings write it: {@code java.time.Instant.now()}, {@code new java.util.Random()}. */
    static String describe(String owner, String name, String descriptor) {
        String className = owner.replace('/', '.').replace('$', '.');
        String arguments = parametersOf(descriptor).stream().collect(Collectors.joining(", ", "(", ")"));
        return name.equals(CONSTRUCTOR) ? "new " + className + arguments : className + "." + name + arguments;
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
