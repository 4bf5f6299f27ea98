package dev.durable.engine.definition;

import dev.durable.engine.definition.TypeMethods.Signature;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.NamingStrategy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.objenesis.ObjenesisStd;
import org.objenesis.instantiator.ObjectInstantiator;

/**
 * Makes objects of a user's type whose every call goes to a handler. No constructor of the user's runs, so the fields of the
 * user's class are empty in them. Thread-safe; generates one class for each type.
 *
 * <p>Generated classes live in the package and class loader of their type, so that package-private types and methods work;
 * where the type's module does not let us in, a class loader of its own is the second best and serves public types only.
 */
final class Stubs {

    private static final String HANDLER = "durable$handler";
    private static final Signature TO_STRING = new Signature("toString", List.of());
    private static final Signature HASH_CODE = new Signature("hashCode", List.of());
    private static final Signature EQUALS = new Signature("equals", List.of(Object.class));

    private final ByteBuddy byteBuddy = new ByteBuddy().with(new NamingStrategy.SuffixingRandom("DurableStub"));
    private final ObjenesisStd objenesis = new ObjenesisStd(false);
    private final ClassValue<StubClass> classes = new ClassValue<>() {
        @Override
        protected StubClass computeValue(Class<?> type) {
            return generate(type);
        }
    };

    /** What a stub's calls are turned into; calls of equals, hashCode and toString do not arrive here. */
    @FunctionalInterface
    interface Calls {
        @Nullable
        Object call(Method method, @Nullable Object[] arguments);
    }

    /** @throws DurableException if the type cannot be extended */
    <T> T create(Class<T> type, Calls calls) {
        return type.cast(classes.get(type).create(type, calls));
    }

    static void requireStubbable(Class<?> type) {
        String reason = null;
        if (type.isPrimitive() || type.isArray() || type.isAnnotation()) {
            reason = "is neither a class nor an interface";
        } else if (Modifier.isFinal(type.getModifiers())) {
            reason = "is final";
        } else if (type.isSealed()) {
            reason = "is sealed";
        }
        if (reason != null) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_STUBBABLE,
                    "Type " + type.getName() + " " + reason + ", so no stub can stand for it.");
        }
    }

    private StubClass generate(Class<?> type) {
        requireStubbable(type);
        DynamicType.Unloaded<?> unloaded = byteBuddy
                .subclass(type, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .defineField(HANDLER, InvocationHandler.class, Modifier.PUBLIC)
                .method(ElementMatchers.isVirtual().and(ElementMatchers.not(ElementMatchers.isFinalizer())))
                .intercept(InvocationHandlerAdapter.toField(HANDLER))
                .make();
        try (unloaded) {
            Class<?> generated = load(type, unloaded);
            Field handler = generated.getDeclaredField(HANDLER);
            handler.setAccessible(true);
            return new StubClass(objenesis.getInstantiatorOf(generated), handler);
        } catch (Exception | LinkageError e) {
            throw new DurableException(
                    ErrorCode.TYPE_NOT_STUBBABLE, "No stub can be made for type " + type.getName() + ": " + e + ".", e);
        }
    }

    private static Class<?> load(Class<?> type, DynamicType.Unloaded<?> unloaded) {
        return unloaded.load(type.getClassLoader(), strategy(type)).getLoaded();
    }

    private static ClassLoadingStrategy<ClassLoader> strategy(Class<?> type) {
        try {
            return ClassLoadingStrategy.UsingLookup.of(MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        } catch (IllegalAccessException e) {
            return ClassLoadingStrategy.Default.WRAPPER;
        }
    }

    private record StubClass(ObjectInstantiator<?> instantiator, Field handler) {

        Object create(Class<?> type, Calls calls) {
            Object stub = instantiator.newInstance();
            InvocationHandler invocations = (self, method, arguments) -> {
                @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
                Signature signature = Signature.of(method);
                if (signature.equals(EQUALS)) {
                    return self == given[0];
                }
                if (signature.equals(HASH_CODE)) {
                    // The same in every replay, unlike an identity hash code.
                    return type.getName().hashCode();
                }
                if (signature.equals(TO_STRING)) {
                    return "stub of " + type.getName();
                }
                return calls.call(method, given);
            };
            try {
                handler.set(stub, invocations);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            return stub;
        }
    }
}
