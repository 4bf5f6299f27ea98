package dev.durable.autoconfigure.aot;

import dev.durable.jpa.DurablePersistenceUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Hints for what every application with the engine needs: the scripts of its tables, and its entities. */
final class EngineHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("dev/durable/jpa/schema/**");
        for (String entity : DurablePersistenceUnit.managedTypes().getManagedClassNames()) {
            hints.reflection()
                    .registerType(
                            TypeReference.of(entity),
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                            MemberCategory.INVOKE_DECLARED_METHODS,
                            MemberCategory.ACCESS_DECLARED_FIELDS);
        }
    }
}
