package dev.durable.engine.determinism;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Goes through all code of the application that one workflow class can reach, breadth first, so that the path to what is found is the
 * shortest. A call of an interface or of a method that is overridden leads to the classes of which the code makes instances, and to all
 * classes of a sealed type. Objects that are made may be called back by libraries, in the methods that those know of.
 */
final class WorkflowWalk implements MethodScan.Reached {

    private final ClassFiles files;
    private final Resolution resolution;
    private final Trust trust;
    private final MethodScan scan;
    private final String workflow;
    private final Deque<Visit> open = new ArrayDeque<>();
    private final Set<String> visited = new HashSet<>();
    private final Map<String, Visit> instances = new LinkedHashMap<>();
    private final Set<String> initialized = new HashSet<>();
    private final Map<String, List<PolymorphicCall>> calls = new HashMap<>();

    WorkflowWalk(String workflow, ClassFiles files, Resolution resolution, Trust trust, MethodScan scan) {
        this.workflow = workflow;
        this.files = files;
        this.resolution = resolution;
        this.trust = trust;
        this.scan = scan;
    }

    /** Begins at methods of the workflow. */
    void walk(List<EntryPoint> methods) {
        ClassNode type = files.application(workflow);
        if (type == null || trust.covers(type)) {
            return;
        }
        methods.forEach(method -> {
            Member member = resolution.declared(workflow, method.name(), method.descriptor());
            if (member != null) {
                enter(new Visit(member, null, 0));
            }
        });
        Visit first = open.peek();
        if (first != null) {
            initialized(workflow, first, 0);
            instances.put(workflow, first);
        }
        while (!open.isEmpty()) {
            scan.scan(open.remove(), this);
        }
    }

    @Override
    public void called(String owner, String name, String descriptor, boolean isPolymorphic, Visit caller, int line) {
        if (isStub(owner)) {
            return;
        }
        Member declared = resolution.declared(owner, name, descriptor);
        if (declared == null) {
            return;
        }
        boolean depends = isPolymorphic && !declared.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC);
        if (depends && files.isSubtype(workflow, owner)) {
            // the object is the workflow itself, or at least nobody has others
            declared = resolution.declared(workflow, name, descriptor);
            depends = false;
        }
        if (declared == null) {
            return;
        }
        enter(new Visit(declared, caller, line));
        if (declared.is(Opcodes.ACC_STATIC)) {
            initialized(declared.type().name, caller, line);
        }
        if (depends) {
            PolymorphicCall call = new PolymorphicCall(owner, name, descriptor, caller, line);
            calls.computeIfAbsent(name + descriptor, key -> new ArrayList<>()).add(call);
            permitted(owner, caller, line);
            List.copyOf(instances.keySet()).forEach(type -> dispatch(call, type));
        }
    }

    @Override
    public void made(String type, Visit maker, int line) {
        ClassNode code = files.application(type);
        if (code == null || instances.containsKey(type)) {
            return;
        }
        instances.put(type, maker);
        initialized(type, maker, line);
        if (isStub(type)) {
            return;
        }
        calls.values().stream().flatMap(List::stream).toList().forEach(call -> dispatch(call, type));
        for (String each : files.withSupertypes(type)) {
            ClassNode above = files.application(each);
            if (above != null) {
                above.methods.forEach(method -> callBack(type, above, method, maker, line));
            }
        }
    }

    @Override
    public void initialized(String type, Visit user, int line) {
        ClassNode code = files.application(type);
        if (code == null || !initialized.add(type)) {
            return;
        }
        if (code.superName != null) {
            initialized(code.superName, user, line);
        }
        Member initializer = resolution.declared(type, "<clinit>", "()V");
        if (initializer != null && initializer.type() == code) {
            enter(new Visit(initializer, user.caller() == null && line == 0 ? null : user, line));
        }
    }

    private void callBack(String type, ClassNode above, MethodNode method, Visit maker, int line) {
        boolean canBeCalled = (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_ABSTRACT)) == 0
                && method.name.charAt(0) != '<';
        if (canBeCalled && files.overridesForeign(type, method)) {
            Member member = resolution.declared(type, method.name, method.desc);
            enter(new Visit(member == null ? new Member(above, method) : member, maker, line));
        }
    }

    private void dispatch(PolymorphicCall call, String type) {
        if (files.isSubtype(type, call.owner)) {
            Member member = resolution.declared(type, call.name, call.descriptor);
            if (member != null) {
                enter(new Visit(member, call.caller, call.line));
            }
        }
    }

    /** Values of a sealed type also come from payloads, which no code makes. */
    private void permitted(String sealed, Visit caller, int line) {
        ClassNode type = files.application(sealed);
        if (type != null && type.permittedSubclasses != null) {
            type.permittedSubclasses.forEach(each -> {
                made(each, caller, line);
                permitted(each, caller, line);
            });
        }
    }

    private boolean isStub(String type) {
        return files.application(type) != null
                && (resolution.isActivityType(type)
                        || resolution.isWorkflowType(type) && !files.isSubtype(workflow, type));
    }

    private void enter(Visit visit) {
        Member member = visit.member();
        if (!member.is(Opcodes.ACC_ABSTRACT) && visited.add(member.key()) && !trust.covers(member)) {
            open.add(visit);
        }
    }

    /** A call whose target depends on the object. */
    private record PolymorphicCall(String owner, String name, String descriptor, Visit caller, int line) {}
}
