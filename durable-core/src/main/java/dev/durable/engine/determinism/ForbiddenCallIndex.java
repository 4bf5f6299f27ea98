package dev.durable.engine.determinism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out whether a member is forbidden. Asks for supertypes only where the name of the method occurs in the table. */
final class ForbiddenCallIndex {

    private final Map<String, List<ForbiddenCall>> byName;
    private final Map<String, List<ForbiddenCall>> whole;
    private final ClassFiles files;
    private final Map<String, Optional<ForbiddenCall>> known = new HashMap<>();

    ForbiddenCallIndex(List<ForbiddenCall> table, ClassFiles files) {
        this.files = files;
        this.byName = table.stream()
                .filter(call -> !call.name().equals(ForbiddenCall.ANY))
                .collect(Collectors.groupingBy(ForbiddenCall::name));
        this.whole = table.stream()
                .filter(call -> call.name().equals(ForbiddenCall.ANY))
                .collect(Collectors.groupingBy(ForbiddenCall::owner));
    }

    /** The entry that forbids a static field. */
    Optional<ForbiddenCall> field(String owner, String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(call -> call.owner().equals(owner) && call.parameters() == null)
                .findFirst();
    }

    /** The entry that forbids a method or constructor. */
    Optional<ForbiddenCall> method(String owner, String name, String descriptor) {
        return known.computeIfAbsent(owner + "." + name + descriptor, key -> find(owner, name, descriptor));
    }

    private Optional<ForbiddenCall> find(String owner, String name, String descriptor) {
        List<ForbiddenCall> named = byName.getOrDefault(name, List.of());
        if (name.equals(ForbiddenCall.CONSTRUCTOR)) {
            return named.stream()
                    .filter(call -> call.owner().equals(owner) && call.fits(descriptor))
                    .findFirst();
        }
        if (named.isEmpty() && isPlain(owner)) {
            return Optional.empty();
        }
        return files.withSupertypes(owner).stream()
                .flatMap(type -> Stream.concat(
                        named.stream().filter(call -> call.owner().equals(type) && call.fits(descriptor)),
                        whole.getOrDefault(type, List.of()).stream()))
                .findFirst();
    }

    /** No class of these packages is forbidden as a whole unless it is in the table itself. */
    private boolean isPlain(String owner) {
        return !whole.containsKey(owner)
                && (owner.startsWith("java/lang/")
                        || owner.startsWith("java/util/")
                        || owner.startsWith("java/time/")
                        || owner.startsWith("java/math/"));
    }
}
