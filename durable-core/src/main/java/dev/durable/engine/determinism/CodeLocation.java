package dev.durable.engine.determinism;

/**
 * A place in the code of a workflow.
 *
 * @param className name of the class
 * @param method name of the method; {@code <init>} for a constructor, {@code <clinit>} for the initialisation of static fields. Code of a
 *     lambda belongs to the method around it
 * @param file name of the source file, or an empty string
 * @param line line in it, or 0 if the class file does not tell
 */
public record CodeLocation(String className, String method, String file, int line) {

    /** In the form of a stack trace, which an IDE turns into a link: {@code OrderWorkflow.fulfil(OrderWorkflow.java:42)}. */
    @Override
    public String toString() {
        String place = file.isEmpty() ? "Unknown Source" : line > 0 ? file + ":" + line : file;
        return className + "." + method + "(" + place + ")";
    }
}
