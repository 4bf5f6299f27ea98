package dev.durable.engine.determinism;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** The descriptors of annotations in class files. */
final class Annotations {

    private Annotations() {}

    static Stream<String> of(ClassNode type) {
        return of(type.visibleAnnotations, type.invisibleAnnotations);
    }

    static Stream<String> of(MethodNode method) {
        return of(method.visibleAnnotations, method.invisibleAnnotations);
    }

    static Stream<String> of(FieldNode field) {
        return of(field.visibleAnnotations, field.invisibleAnnotations);
    }

    private static Stream<String> of(@Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        return Stream.of(
                        visible == null ? List.<AnnotationNode>of() : visible,
                        invisible == null ? List.<AnnotationNode>of() : invisible)
                .flatMap(List::stream)
                .map(annotation -> annotation.desc);
    }
}
