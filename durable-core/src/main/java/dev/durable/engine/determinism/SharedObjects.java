package dev.durable.engine.determinism;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds changes of collections and counters that a static field keeps, be it final or not. */
final class SharedObjects {

    private static final String ATOMIC = "java/util/concurrent/atomic/";
    private static final Set<String> CHANGES = Set.of(
            "add",
            "addAll",
            "addFirst",
            "addLast",
            "clear",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "merge",
            "offer",
            "offerFirst",
            "offerLast",
            "poll",
            "pollFirst",
            "pollLast",
            "pop",
            "push",
            "put",
            "putAll",
            "putIfAbsent",
            "remove",
            "removeAll",
            "removeFirst",
            "removeIf",
            "removeLast",
            "replace",
            "replaceAll",
            "retainAll",
            "set",
            "sort");
    private static final Set<String> LOOKS =
            Set.of("get", "getAcquire", "getOpaque", "getPlain", "intValue", "longValue", "sum", "toString");

    private final ClassFiles files;
    private final Trust trust;

    SharedObjects(ClassFiles files, Trust trust) {
        this.files = files;
        this.trust = trust;
    }

    List<Change> changedIn(Member member) {
        List<Change> changes = new ArrayList<>();
        if (!readsStaticField(member)) {
            return changes;
        }
        ValueOrigins origins = null;
        int line = 0;
        for (AbstractInsnNode instruction : member.method().instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            } else if (instruction instanceof MethodInsnNode call && mayChange(call)) {
                if (origins == null) {
                    origins = ValueOrigins.of(member.type().name, member.method());
                }
                for (AbstractInsnNode origin : origins.ofArgument(call, -1)) {
                    if (origin instanceof FieldInsnNode field && isShared(field, member)) {
                        changes.add(change(call, field, line));
                    }
                }
            }
        }
        return changes;
    }

    private static Change change(MethodInsnNode call, FieldInsnNode field, int line) {
        boolean looks = call.owner.startsWith(ATOMIC) && LOOKS.contains(call.name);
        String name = field.owner.replace('/', '.').replace('$', '.') + "." + field.name;
        return new Change(
                looks ? Severity.WARNING : Severity.ERROR,
                (looks ? "reads " : "changes ") + "what the static field " + name + " keeps (" + call.name + ")",
                line);
    }

    private boolean readsStaticField(Member member) {
        for (AbstractInsnNode instruction : member.method().instructions) {
            if (instruction instanceof FieldInsnNode field && isShared(field, member)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShared(FieldInsnNode field, Member member) {
        boolean initializes =
                member.method().name.equals("<clinit>") && member.type().name.equals(field.owner);
        return field.getOpcode() == Opcodes.GETSTATIC
                && field.desc.startsWith("Ljava/util/")
                && !initializes
                && files.application(field.owner) != null
                && !trust.covers(field.owner, field.name);
    }

    private static boolean mayChange(MethodInsnNode call) {
        return call.getOpcode() != Opcodes.INVOKESTATIC
                && call.owner.startsWith("java/util/")
                && (call.owner.startsWith(ATOMIC) || CHANGES.contains(call.name));
    }

    /**
     * A change, or a look at what changes.
     *
     * @param severity how sure that is
     * @param what what the code does
     * @param line line of the call
     */
    record Change(Severity severity, String what, int line) {}
}
