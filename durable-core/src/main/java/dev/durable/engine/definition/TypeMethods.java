package dev.durable.engine.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a type and its supertypes, each override together with what it overrides. Bridges are left out: they are the
 * compiler's, and the method they lead to is here.
 */
final class TypeMethods {

    private TypeMethods() {}

    static List<TypeMethod> of(Class<?> type) {
        GenericTypes types = GenericTypes.seenFrom(type);
        Map<Signature, TypeMethod> methods = new LinkedHashMap<>();
        for (Class<?> each : Supertypes.of(type)) {
            declaredMethods(each).forEach(method -> add(methods, method, types));
        }
        return List.copyOf(methods.values());
    }

    private static void add(Map<Signature, TypeMethod> methods, Method method, GenericTypes types) {
        List<Type> parameters = Arrays.stream(method.getGenericParameterTypes())
                .map(types::resolve)
                .toList();
        Signature signature = new Signature(
                method.getName(),
                parameters.stream().<Class<?>>map(GenericTypes::erase).toList());
        TypeMethod overriding = methods.get(signature);
        if (overriding != null) {
            overriding.overridden.add(method);
        } else {
            Type result = types.resolve(method.getGenericReturnType());
            methods.put(signature, new TypeMethod(method, parameters, result, new ArrayList<>()));
        }
    }

    /** In a stable order: reflection does not promise one. */
    private static Stream<Method> declaredMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Descriptions::parameterList));
    }

    /** Name and erased parameter types. */
    record Signature(String name, List<Class<?>> parameters) {

        static Signature of(Method method) {
            return new Signature(method.getName(), List.of(method.getParameterTypes()));
        }
    }

    /**
     * A method with what it overrides.
     *
     * @param method the most specific declaration
     * @param parameterTypes types of the parameters as seen from the type
     * @param resultType type of the result as seen from the type
     * @param overridden further declarations, from specific to general
     */
    record TypeMethod(Method method, List<Type> parameterTypes, Type resultType, List<Method> overridden) {

        /** The annotation on the most specific declaration that carries it. */
        <A extends Annotation> @Nullable A annotation(Class<A> type) {
            return declarations()
                    .map(each -> each.getAnnotation(type))
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(null);
        }

        boolean overridesObject() {
            Signature signature = Signature.of(method);
            return signature.equals(new Signature("toString", List.of()))
                    || signature.equals(new Signature("hashCode", List.of()))
                    || signature.equals(new Signature("equals", List.of(Object.class)))
                    || signature.equals(new Signature("finalize", List.of()));
        }

        boolean isStubbable() {
            return (method.getModifiers() & (Modifier.FINAL | Modifier.STATIC | Modifier.PRIVATE)) == 0;
        }

        HandlerMethod toHandler(String name) {
            return new HandlerMethod(name, method, parameterTypes, resultType);
        }

        /** All signatures by which the method may be reported, which differ where type variables were filled in. */
        List<Signature> signatures() {
            return declarations().map(Signature::of).distinct().toList();
        }

        private Stream<Method> declarations() {
            return Stream.concat(Stream.of(method), overridden.stream());
        }
    }
}
