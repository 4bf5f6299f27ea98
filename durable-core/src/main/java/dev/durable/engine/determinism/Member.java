package dev.durable.engine.determinism;

import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of the application, with the class that declares it.
 *
 * @param type the class
 * @param method the method
 */
record Member(ClassNode type, MethodNode method) {

    boolean is(int access) {
        return (method.access & access) != 0;
    }

    String key() {
        return type.name + "." + method.name + method.desc;
    }

    /** A place in the method. Code of lambdas belongs to the method around them. */
    CodeLocation location(int line) {
        return new CodeLocation(
                type.name.replace('/', '.'), sourceName(), type.sourceFile == null ? "" : type.sourceFile, line);
    }

    /** The compiler calls the first lambda of {@code fulfil} {@code lambda$fulfil$0}. */
    private String sourceName() {
        String name = method.name;
        if (!name.startsWith("lambda$")) {
            return name;
        }
        int end = name.lastIndexOf('$');
        String around = end > "lambda$".length() ? name.substring("lambda$".length(), end) : name;
        return switch (around) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> around;
        };
    }
}
