package dev.durable.engine.definition;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Generic types as seen from a class: {@code T} of {@code interface Refund<T>} is {@code Order} for {@code class OrderRefund
 * implements Refund<Order>}. Variables without a value there stay as they are.
 */
final class GenericTypes {

    private final Map<TypeVariable<?>, Type> values = new HashMap<>();

    private GenericTypes() {}

    static GenericTypes seenFrom(Class<?> type) {
        GenericTypes types = new GenericTypes();
        types.collect(type);
        return types;
    }

    private void collect(@Nullable Type type) {
        Class<?> raw = null;
        if (type instanceof ParameterizedType parameterized) {
            raw = (Class<?>) parameterized.getRawType();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                values.put(variables[i], resolve(parameterized.getActualTypeArguments()[i]));
            }
        } else if (type instanceof Class<?> plain) {
            raw = plain;
        }
        if (raw != null) {
            collect(raw.getGenericSuperclass());
            for (Type each : raw.getGenericInterfaces()) {
                collect(each);
            }
        }
    }

    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return values.getOrDefault(variable, variable);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> raw ? raw.arrayType() : new ArrayOf(component);
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Type[] resolved = Arrays.stream(arguments).map(this::resolve).toArray(Type[]::new);
            return Arrays.equals(arguments, resolved) ? type : new Parameterized(parameterized, resolved);
        }
        return type;
    }

    /** The class that stands for the type at run time. */
    static Class<?> erase(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        return erase(((WildcardType) type).getUpperBounds()[0]);
    }

    /** Equal to the JDK's own types of the same parts, as maps of types need it. */
    private static final class Parameterized implements ParameterizedType {

        private final ParameterizedType original;
        private final Type[] arguments;

        Parameterized(ParameterizedType original, Type[] arguments) {
            this.original = original;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return original.getRawType();
        }

        @Override
        public @Nullable Type getOwnerType() {
            return original.getOwnerType();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && getRawType().equals(that.getRawType())
                    && Objects.equals(getOwnerType(), that.getOwnerType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments)
                    ^ Objects.hashCode(getOwnerType())
                    ^ getRawType().hashCode();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(getRawType().getTypeName()).append('<');
            for (int i = 0; i < arguments.length; i++) {
                text.append(i == 0 ? "" : ", ").append(arguments[i].getTypeName());
            }
            return text.append('>').toString();
        }
    }

    private record ArrayOf(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
