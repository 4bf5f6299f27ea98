package dev.durable.engine.determinism;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Finds the lambdas and objects that are handed to {@code sideEffect}, {@code mutableSideEffect} and {@code onQuery}, be it by way of a
 * method of the application that takes a {@code Supplier}: their code need not be deterministic.
 */
final class SideEffectBodies {

    private static final Set<String> CONTEXT =
            Set.of("dev/durable/workflow/WorkflowContext", "dev/durable/workflow/MessageHandlers");
    private static final Set<String> TAKING = Set.of("sideEffect", "mutableSideEffect", "onQuery");
    private static final String FUNCTION = "Ljava/util/function/";

    private final Resolution resolution;
    private final Map<String, Set<Integer>> bodyParameters = new HashMap<>();

    SideEffectBodies(Resolution resolution) {
        this.resolution = resolution;
    }

    /** The instructions of the method that make such bodies. */
    Set<AbstractInsnNode> madeIn(Member member) {
        Set<AbstractInsnNode> made = new HashSet<>(bodies(member));
        made.removeIf(origin -> origin instanceof ValueOrigins.Parameter);
        return made;
    }

    private Set<AbstractInsnNode> bodies(Member member) {
        Set<AbstractInsnNode> bodies = new HashSet<>();
        ValueOrigins origins = null;
        for (AbstractInsnNode instruction : member.method().instructions) {
            if (instruction instanceof MethodInsnNode call && call.desc.contains(FUNCTION)) {
                for (int argument : bodyArguments(call)) {
                    if (origins == null) {
                        origins = ValueOrigins.of(member.type().name, member.method());
                    }
                    bodies.addAll(origins.ofArgument(call, argument));
                }
            }
        }
        return bodies;
    }

    private Set<Integer> bodyArguments(MethodInsnNode call) {
        if (CONTEXT.contains(call.owner)) {
            return TAKING.contains(call.name) ? functions(call.desc) : Set.of();
        }
        Member target = resolution.declared(call.owner, call.name, call.desc);
        return target == null ? Set.of() : bodyParameters(target);
    }

    /** The parameters that the method only takes to hand them on as bodies. */
    private Set<Integer> bodyParameters(Member member) {
        Set<Integer> known = bodyParameters.get(member.key());
        if (known != null) {
            return known;
        }
        bodyParameters.put(member.key(), Set.of()); // for methods that call each other
        Set<Integer> found = new HashSet<>();
        for (AbstractInsnNode origin : bodies(member)) {
            if (origin instanceof ValueOrigins.Parameter parameter) {
                found.add(argumentAt(member, parameter.local()));
            }
        }
        bodyParameters.put(member.key(), found);
        return found;
    }

    private static int argumentAt(Member member, int local) {
        int slot = member.is(Opcodes.ACC_STATIC) ? 0 : 1;
        int index = 0;
        for (Type type : Type.getArgumentTypes(member.method().desc)) {
            if (slot == local) {
                return index;
            }
            slot += type.getSize();
            index++;
        }
        return -1;
    }

    private static Set<Integer> functions(String descriptor) {
        Set<Integer> found = new HashSet<>();
        Type[] types = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < types.length; i++) {
            if (types[i].getDescriptor().startsWith(FUNCTION)) {
                found.add(i);
            }
        }
        return found;
    }
}
