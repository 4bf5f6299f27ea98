package dev.durable.engine.determinism;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Goes through the instructions of a method: notes what breaks a rule, and tells where the code goes from there. */
final class MethodScan {

    private static final Set<String> BEANS = Set.of(
            "Lorg/springframework/stereotype/Component;",
            "Lorg/springframework/stereotype/Service;",
            "Lorg/springframework/stereotype/Repository;",
            "Lorg/springframework/stereotype/Controller;",
            "Lorg/springframework/web/bind/annotation/RestController;",
            "Lorg/springframework/context/annotation/Configuration;");

    private final ClassFiles files;
    private final Resolution resolution;
    private final ForbiddenCallIndex forbidden;
    private final SharedObjects sharedObjects;
    private final SideEffectBodies sideEffects;
    private final Trust trust;
    private final Findings findings;

    MethodScan(ClassFiles files, Resolution resolution, ForbiddenCallIndex forbidden, Trust trust, Findings findings) {
        this.files = files;
        this.resolution = resolution;
        this.forbidden = forbidden;
        this.trust = trust;
        this.findings = findings;
        this.sharedObjects = new SharedObjects(files, trust);
        this.sideEffects = new SideEffectBodies(resolution);
    }

    void scan(Visit visit, Reached reached) {
        Member member = visit.member();
        Set<AbstractInsnNode> notReplayed = sideEffects.madeIn(member);
        int line = 0;
        for (AbstractInsnNode instruction : member.method().instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
                if (member.is(Opcodes.ACC_SYNCHRONIZED) && number == firstLine(member)) {
                    lock(visit, line);
                }
            } else if (instruction instanceof MethodInsnNode call) {
                boolean isPolymorphic =
                        call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE;
                call(call.owner, call.name, call.desc, isPolymorphic, visit, line, reached);
            } else if (instruction instanceof InvokeDynamicInsnNode dynamic && !notReplayed.contains(dynamic)) {
                references(dynamic, visit, line, reached);
            } else if (instruction instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
                if (!notReplayed.contains(type)) {
                    creation(type.desc, visit, line, reached);
                }
            } else if (instruction instanceof FieldInsnNode field) {
                field(field, visit, line, reached);
            } else if (instruction.getOpcode() == Opcodes.MONITORENTER) {
                lock(visit, line);
            }
        }
        sharedObjects
                .changedIn(member)
                .forEach(change -> findings.add(
                        DeterminismRule.SHARED_STATE, change.severity(), change.what(), visit, change.line()));
    }

    private void call(
            String owner,
            String name,
            String descriptor,
            boolean isPolymorphic,
            Visit visit,
            int line,
            Reached reached) {
        boolean isStub = files.application(owner) != null && resolution.isActivityType(owner);
        if (isStub || trust.covers(owner, name)) {
            return;
        }
        forbidden
                .method(owner, name, descriptor)
                .ifPresentOrElse(
                        call -> findings.add(
                                call.rule(),
                                call.severity(),
                                "calls " + ForbiddenCall.describe(owner, name, descriptor),
                                visit,
                                line),
                        () -> reached.called(owner, name, descriptor, isPolymorphic, visit, line));
    }

    /** Lambdas and method references run sooner or later, whoever calls them. */
    private void references(InvokeDynamicInsnNode dynamic, Visit visit, int line, Reached reached) {
        handles(dynamic).forEach(handle -> {
            int tag = handle.getTag();
            if (tag == Opcodes.H_NEWINVOKESPECIAL) {
                creation(handle.getOwner(), visit, line, reached);
            }
            boolean isPolymorphic = tag == Opcodes.H_INVOKEVIRTUAL || tag == Opcodes.H_INVOKEINTERFACE;
            call(handle.getOwner(), handle.getName(), handle.getDesc(), isPolymorphic, visit, line, reached);
        });
    }

    private static Stream<Handle> handles(InvokeDynamicInsnNode dynamic) {
        return Arrays.stream(dynamic.bsmArgs)
                .filter(Handle.class::isInstance)
                .map(Handle.class::cast)
                .filter(handle -> handle.getTag() >= Opcodes.H_INVOKEVIRTUAL);
    }

    private void creation(String type, Visit visit, int line, Reached reached) {
        ClassNode code = files.application(type);
        if (code != null && !trust.covers(code)) {
            boolean isBean = Annotations.of(code).anyMatch(BEANS::contains) || resolution.isActivityType(type);
            if (isBean) {
                findings.add(
                        DeterminismRule.SPRING,
                        Severity.ERROR,
                        "makes a " + type.replace('/', '.').replace('$', '.') + ", which is a bean, by itself",
                        visit,
                        line);
            }
        }
        reached.made(type, visit, line);
    }

    private void field(FieldInsnNode access, Visit visit, int line, Reached reached) {
        boolean writes = access.getOpcode() == Opcodes.PUTSTATIC;
        if (!writes && access.getOpcode() != Opcodes.GETSTATIC) {
            return;
        }
        forbidden
                .field(access.owner, access.name)
                .ifPresent(call -> findings.add(
                        call.rule(), call.severity(), "uses " + call.className() + "." + access.name, visit, line));
        FieldNode field = staticField(access.owner, access.name);
        if (field == null || isInitialization(access, visit)) {
            return;
        }
        reached.initialized(access.owner, visit, line);
        boolean isConstant = (field.access & (Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC)) != 0;
        if (!isConstant && !trust.covers(access.owner, access.name)) {
            findings.add(
                    DeterminismRule.SHARED_STATE,
                    writes ? Severity.ERROR : Severity.WARNING,
                    (writes ? "writes" : "reads") + " the static field "
                            + access.owner.replace('/', '.').replace('$', '.') + "." + access.name,
                    visit,
                    line);
        }
    }

    private @Nullable FieldNode staticField(String owner, String name) {
        ClassNode type = files.application(owner);
        if (type != null) {
            for (FieldNode field : type.fields) {
                if (field.name.equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static boolean isInitialization(FieldInsnNode access, Visit visit) {
        Member member = visit.member();
        return member.method().name.equals("<clinit>") && member.type().name.equals(access.owner);
    }

    private void lock(Visit visit, int line) {
        findings.add(DeterminismRule.CONCURRENCY, Severity.WARNING, "synchronizes", visit, line);
    }

    private static LineNumberNode firstLine(Member member) {
        for (AbstractInsnNode instruction : member.method().instructions) {
            if (instruction instanceof LineNumberNode number) {
                return number;
            }
        }
        throw new IllegalStateException("no line although there was one");
    }

    /** Is told where code leads. */
    interface Reached {

        /** The code calls a method. */
        void called(String owner, String name, String descriptor, boolean isPolymorphic, Visit caller, int line);

        /** The code makes an instance. */
        void made(String type, Visit maker, int line);

        /** The code uses a class, which is initialised by that. */
        void initialized(String type, Visit user, int line);
    }
}
