package dev.durable.engine.determinism;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds annotations on workflow classes that have an effect on beans only. */
final class SpringAnnotations {

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "Lorg/springframework/transaction/annotation/Transactional;",
            "Ljakarta/transaction/Transactional;",
            "Lorg/springframework/scheduling/annotation/Async;",
            "Lorg/springframework/scheduling/annotation/Scheduled;",
            "Lorg/springframework/cache/annotation/Cacheable;",
            "Lorg/springframework/cache/annotation/CachePut;",
            "Lorg/springframework/cache/annotation/CacheEvict;",
            "Lorg/springframework/cache/annotation/Caching;",
            "Lorg/springframework/retry/annotation/Retryable;",
            "Lorg/springframework/resilience/annotation/Retryable;",
            "Lorg/springframework/resilience/annotation/ConcurrencyLimit;",
            "Lorg/springframework/context/event/EventListener;",
            "Lorg/springframework/transaction/event/TransactionalEventListener;",
            "Lorg/springframework/security/access/prepost/PreAuthorize;",
            "Lorg/springframework/security/access/prepost/PostAuthorize;",
            "Lorg/springframework/security/access/annotation/Secured;",
            "Ljakarta/annotation/security/RolesAllowed;",
            "Lorg/springframework/beans/factory/annotation/Autowired;",
            "Lorg/springframework/beans/factory/annotation/Value;",
            "Ljakarta/inject/Inject;",
            "Ljakarta/annotation/Resource;",
            "Ljakarta/annotation/PostConstruct;",
            "Ljakarta/annotation/PreDestroy;",
            "Ljakarta/persistence/PersistenceContext;",
            "Lorg/springframework/boot/context/properties/ConfigurationProperties;");

    private final ClassFiles files;
    private final Trust trust;
    private final Findings findings;

    SpringAnnotations(ClassFiles files, Trust trust, Findings findings) {
        this.files = files;
        this.trust = trust;
        this.findings = findings;
    }

    /** Looks at the class and at those of the application that are above it. */
    void check(String workflow) {
        for (String each : files.withSupertypes(workflow)) {
            ClassNode type = files.application(each);
            if (type != null && !trust.covers(type)) {
                check(type);
            }
        }
    }

    private void check(ClassNode type) {
        found(Annotations.of(type), "the class", location(type, "<init>", 0));
        for (FieldNode field : type.fields) {
            found(Annotations.of(field), "the field " + field.name, location(type, "<init>", 0));
        }
        for (MethodNode method : type.methods) {
            Member member = new Member(type, method);
            if (!trust.covers(member)) {
                found(Annotations.of(method), "the method " + method.name, member.location(firstLine(method)));
            }
        }
    }

    private void found(Stream<String> annotations, String of, CodeLocation location) {
        annotations.filter(WITHOUT_EFFECT::contains).forEach(descriptor -> {
            String name = descriptor.substring(descriptor.lastIndexOf('/') + 1, descriptor.length() - 1);
            findings.add(
                    DeterminismRule.SPRING,
                    Severity.ERROR,
                    "has @" + name + " on " + of + ", which has no effect there",
                    location,
                    List.of());
        });
    }

    private static CodeLocation location(ClassNode type, String method, int line) {
        return new CodeLocation(
                type.name.replace('/', '.'), method, type.sourceFile == null ? "" : type.sourceFile, line);
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }
}
