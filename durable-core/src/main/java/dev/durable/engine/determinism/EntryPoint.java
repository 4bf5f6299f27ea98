package dev.durable.engine.determinism;

import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.WorkflowContract;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * A method of a workflow that the engine calls.
 *
 * @param name its name
 * @param descriptor its parameters and result, as class files have them
 */
record EntryPoint(String name, String descriptor) {

    /** What is executed again on every replay. */
    static List<EntryPoint> replayed(WorkflowContract contract) {
        Stream<EntryPoint> constructors = Arrays.stream(contract.type().getDeclaredConstructors())
                .map(constructor ->
                        new EntryPoint(ForbiddenCall.CONSTRUCTOR, Type.getConstructorDescriptor(constructor)));
        Stream<EntryPoint> methods = Stream.of(
                        Stream.of(contract.main()),
                        contract.signals().values().stream(),
                        contract.updates().values().stream())
                .flatMap(handlers -> handlers)
                .map(EntryPoint::of);
        return Stream.concat(constructors, methods).toList();
    }

    /** What only reads, and is not replayed. */
    static List<EntryPoint> reading(WorkflowContract contract) {
        return Stream.concat(contract.queries().values().stream(), contract.updateValidators().values().stream())
                .map(EntryPoint::of)
                .toList();
    }

    private static EntryPoint of(HandlerMethod handler) {
        return new EntryPoint(handler.method().getName(), Type.getMethodDescriptor(handler.method()));
    }
}
