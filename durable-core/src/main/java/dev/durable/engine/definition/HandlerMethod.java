package dev.durable.engine.definition;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a workflow or activity type that the engine calls, with its types as they are seen from that type: type
 * variables of generic supertypes are filled in. Thread-safe.
 *
 * @param name by what name it is called in histories
 * @param method the declared method
 * @param parameterTypes generic types of its parameters
 * @param resultType generic type of its result; {@code void.class} if there is none
 */
public record HandlerMethod(String name, Method method, List<Type> parameterTypes, Type resultType) {

    /** Copies the list and makes the method callable, whatever its visibility. */
    public HandlerMethod {
        parameterTypes = List.copyOf(parameterTypes);
        method.trySetAccessible();
    }

    /** How it is called, for messages: {@code changeAddress(Address): Address}. */
    public String signature() {
        String result = resultType == void.class ? "" : ": " + Descriptions.of(resultType);
        return name + Descriptions.parameterList(parameterTypes) + result;
    }

    /**
     * Calls the method.
     *
     * @param target an instance of the method's class, or a proxy of one
     * @throws Throwable what the method throws, as it is
     */
    public @Nullable Object invoke(Object target, @Nullable Object[] arguments) throws Throwable {
        Method callable = method.getDeclaringClass().isInstance(target) ? method : methodOfProxy(target);
        try {
            return callable.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() != null ? e.getCause() : e;
        }
    }

    /** A JDK proxy of a class is not an instance of that class, but has its methods by way of the class's interfaces. */
    private Method methodOfProxy(Object target) {
        for (Class<?> type : Supertypes.of(target.getClass())) {
            if (type.isInterface()) {
                try {
                    Method declared = type.getDeclaredMethod(method.getName(), method.getParameterTypes());
                    if (!Modifier.isStatic(declared.getModifiers()) && declared.trySetAccessible()) {
                        return declared;
                    }
                } catch (NoSuchMethodException e) {
                    continue;
                }
            }
        }
        throw new IllegalStateException(target.getClass().getName() + " is a proxy that lacks "
                + Descriptions.of(method) + "; declare the method in an interface, or let the class itself be proxied");
    }
}
