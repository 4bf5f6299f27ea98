package dev.durable.engine.determinism;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the code of the application that a call leads to. */
final class Resolution {

    private static final Set<String> ACTIVITY = Set.of("Ldev/durable/annotation/Activity;");
    private static final Set<String> WORKFLOW = Set.of("Ldev/durable/annotation/Workflow;");

    private final ClassFiles files;

    Resolution(ClassFiles files) {
        this.files = files;
    }

    /** The method as it is found from the type upwards; null if no class of the application has it. */
    @Nullable
    Member declared(String owner, String name, String descriptor) {
        Member withoutBody = null;
        for (String type : files.withSupertypes(owner)) {
            ClassNode code = files.application(type);
            MethodNode method = code == null ? null : method(code, name, descriptor);
            if (code != null && method != null) {
                Member member = new Member(code, method);
                if (!member.is(Opcodes.ACC_ABSTRACT)) {
                    return member;
                }
                withoutBody = member;
            }
        }
        return withoutBody;
    }

    /** Whether calls of the type go to a stub of an activity. */
    boolean isActivityType(String type) {
        return isAnnotated(type, ACTIVITY);
    }

    /** Whether the type is a workflow type. */
    boolean isWorkflowType(String type) {
        return isAnnotated(type, WORKFLOW);
    }

    private boolean isAnnotated(String type, Set<String> annotations) {
        return files.withSupertypes(type).stream()
                .map(files::shape)
                .anyMatch(shape -> shape != null && Annotations.of(shape).anyMatch(annotations::contains));
    }

    private static @Nullable MethodNode method(ClassNode type, String name, String descriptor) {
        for (MethodNode method : type.methods) {
            if (method.name.equals(name) && method.desc.equals(descriptor)) {
                return method;
            }
        }
        return null;
    }
}
