package dev.durable.engine.determinism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The class files that a check reads, each once. Knows which of them belong to the application: those that come from where a
 * workflow comes from, and those of its packages. Loads no class. Not thread-safe.
 */
final class ClassFiles {

    private final ClassLoader loader;
    private final List<String> packages;
    private final Set<String> roots = new HashSet<>();
    private final @Nullable String engineRoot;
    private final Map<String, ClassFile> files = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();

    /**
     * @param loader finds class files
     * @param packages packages of the application, as {@code com.acme}
     */
    ClassFiles(ClassLoader loader, Collection<String> packages) {
        this.loader = loader;
        this.packages = new ArrayList<>();
        packages.forEach(this::addPackage);
        this.engineRoot = root(Type.getInternalName(ClassFiles.class));
    }

    /** From now on, takes what comes from where the class comes from, and its package, for the application's. */
    void addApplication(Class<?> type) {
        addPackage(type.getPackageName());
        String root = root(type.getName().replace('.', '/'));
        if (root != null && !root.equals(engineRoot)) { // else all is in one jar, libraries included
            roots.add(root);
        }
    }

    /** The code of a class of the application; null if it is none, or cannot be read. */
    @Nullable
    ClassNode application(String name) {
        return isJdk(name) ? null : file(name).code;
    }

    /** The type itself and all types above it, as far as they can be read, the nearest first. */
    Set<String> withSupertypes(String name) {
        Set<String> known = supertypes.get(name);
        if (known == null) {
            known = new LinkedHashSet<>();
            collect(name, known);
            supertypes.put(name, known);
        }
        return known;
    }

    boolean isSubtype(String name, String supertype) {
        return name.equals(supertype) || withSupertypes(name).contains(supertype);
    }

    /** Whether a type that is not the application's, and is above the given one, declares the method. */
    boolean overridesForeign(String type, MethodNode method) {
        for (String each : withSupertypes(type)) {
            ClassFile file = file(each);
            if (file.code == null
                    && file.shape != null
                    && file.shape.methods.stream()
                            .anyMatch(above -> above.name.equals(method.name) && above.desc.equals(method.desc))) {
                return true;
            }
        }
        return false;
    }

    /** What can be told of a type without its code; null if it cannot be read. */
    @Nullable
    ClassNode shape(String name) {
        return file(name).shape;
    }

    private void collect(String name, Set<String> found) {
        ClassNode shape = found.add(name) ? file(name).shape : null;
        if (shape == null) {
            return;
        }
        if (shape.superName != null) {
            collect(shape.superName, found);
        }
        shape.interfaces.forEach(each -> collect(each, found));
    }

    private ClassFile file(String name) {
        ClassFile known = files.get(name);
        if (known == null) {
            known = read(name);
            files.put(name, known);
        }
        return known;
    }

    private ClassFile read(String name) {
        URL url = name.startsWith("[") ? null : loader.getResource(name + ".class");
        if (url == null) {
            return new ClassFile(null, null);
        }
        boolean ofApplication = isApplication(name, url);
        try (InputStream in = url.openStream()) {
            ClassNode node = new ClassNode();
            int parts = ofApplication ? ClassReader.SKIP_FRAMES : ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG;
            new ClassReader(in).accept(node, parts);
            return new ClassFile(node, ofApplication ? node : null);
        } catch (IOException e) {
            throw new UncheckedIOException("The class file of " + name + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            // of a Java that ASM does not know yet: nothing can be told about it
            return new ClassFile(null, null);
        }
    }

    private boolean isApplication(String name, URL url) {
        if (isJdk(name)) {
            return false;
        }
        if (packages.stream().anyMatch(name::startsWith)) {
            return true;
        }
        return roots.contains(root(name, url));
    }

    private static boolean isJdk(String name) {
        return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("[");
    }

    private void addPackage(String name) {
        if (!name.isEmpty()) { // all classes are below the unnamed package
            packages.add(name.replace('.', '/') + "/");
        }
    }

    private @Nullable String root(String name) {
        URL url = loader.getResource(name + ".class");
        return url == null ? null : root(name, url);
    }

    private static String root(String name, URL url) {
        String text = url.toString();
        return text.substring(0, text.length() - name.length() - ".class".length());
    }

    /**
     * A class file.
     *
     * @param shape the class, perhaps without its code; null if there is none
     * @param code the class with its code, if it is the application's
     */
    private record ClassFile(
            @Nullable ClassNode shape, @Nullable ClassNode code) {}
}
