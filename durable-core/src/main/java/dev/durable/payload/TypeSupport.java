package dev.durable.payload;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.TypeWrappedDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells from types alone whether the mapper can read them back. What looks like a type for values is judged by the very readers
 * that the mapper will use, so that modules, annotations and mix-ins count.
 */
final class TypeSupport {

    /** Living things: their state is in the process, whatever properties they may show. */
    private static final List<Class<?>> LIVING = List.of(
            Thread.class,
            ThreadGroup.class,
            ThreadLocal.class,
            ClassLoader.class,
            Executor.class,
            Future.class,
            Lock.class,
            Iterator.class,
            Process.class);

    private final JsonMapper mapper;

    TypeSupport(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Nullable
    String whyUnsupported(Type type) {
        String reason = byShape(type);
        if (reason != null) {
            return reason;
        }
        try {
            JavaType javaType = mapper.constructType(type);
            DeserializationContextExt context = mapper._deserializationContext();
            return new Walk(context).reason(context.findRootValueDeserializer(javaType), javaType);
        } catch (JacksonException e) {
            return "no reader can be made for it: " + e.getOriginalMessage();
        } catch (IllegalArgumentException e) {
            return "no reader can be made for it: " + e.getMessage();
        }
    }

    /** Type variables and living things, at any depth of type arguments. */
    private @Nullable String byShape(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return "what the type variable " + variable.getName() + " stands for is not known";
        }
        if (type instanceof WildcardType wildcard) {
            return byShape(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return byShape(array.getGenericComponentType());
        }
        if (type instanceof ParameterizedType parameterized) {
            String ofRaw = byShape(parameterized.getRawType());
            return ofRaw != null ? ofRaw : firstReason(parameterized.getActualTypeArguments());
        }
        return type instanceof Class<?> raw ? byClass(raw) : null;
    }

    private @Nullable String firstReason(Type[] types) {
        for (Type type : types) {
            String reason = byShape(type);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable String byClass(Class<?> type) {
        if (type.isArray()) {
            return byShape(type.getComponentType());
        }
        if (LIVING.stream().anyMatch(living -> living.isAssignableFrom(type))) {
            return type.getName() + " lives in one process only";
        }
        if (isResource(type)) {
            return type.getName() + " is a resource, not a value";
        }
        return isFunction(type) ? type.getName() + " is code, not a value" : null;
    }

    /** Applications may well close their own values; in the JDK, whatever can be closed holds something open. */
    private static boolean isResource(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type)
                && (type.getName().startsWith("java.") || Modifier.isAbstract(type.getModifiers()));
    }

    private boolean isFunction(Class<?> type) {
        return type.isAnnotationPresent(FunctionalInterface.class) && !hasOwnReader(type);
    }

    private boolean hasOwnReader(Class<?> type) {
        try {
            DeserializationContextExt context = mapper._deserializationContext();
            return !(context.findRootValueDeserializer(mapper.constructType(type)) instanceof AbstractDeserializer);
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Follows the readers of a type to those of its parts. Each is visited once, so that recursive types end. */
    private final class Walk {

        private final DeserializationContextExt context;
        private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

        Walk(DeserializationContextExt context) {
            this.context = context;
        }

        @Nullable
        String reason(@Nullable ValueDeserializer<?> reader, JavaType type) {
            if (reader == null || !visited.add(reader)) {
                return null;
            }
            String ofClass = byClass(type.getRawClass());
            if (ofClass != null) {
                return ofClass;
            }
            if (knowsClassFromData(reader, type)) {
                return null;
            }
            if (reader instanceof AbstractDeserializer) {
                return type.getRawClass().getName() + " is " + (type.isInterface() ? "an interface" : "abstract")
                        + ", and nothing says which class to read; annotate it with @JsonTypeInfo";
            }
            if (reader instanceof BeanDeserializerBase bean) {
                return ofBean(bean, type);
            }
            if (reader instanceof ContainerDeserializerBase<?> container) {
                return container.getContentType() == null
                        ? null
                        : reason(container.getContentDeserializer(), container.getContentType());
            }
            if (type.isReferenceType()) {
                JavaType referenced = type.getReferencedType();
                return reason(context.findRootValueDeserializer(referenced), referenced);
            }
            return reason(reader.getDelegatee(), type);
        }

        private boolean knowsClassFromData(ValueDeserializer<?> reader, JavaType type) {
            return reader instanceof TypeWrappedDeserializer
                    || type.getTypeHandler() != null
                    || context.findTypeDeserializer(type) != null;
        }

        private @Nullable String ofBean(BeanDeserializerBase bean, JavaType type) {
            if (!bean.getValueInstantiator().canInstantiate()) {
                return type.getRawClass().getName()
                        + " has no constructor or factory method that is known to create it; use a record, a constructor"
                        + " without parameters, or @JsonCreator";
            }
            for (Iterator<SettableBeanProperty> properties = bean.properties(); properties.hasNext(); ) {
                SettableBeanProperty property = properties.next();
                String reason = ofProperty(property);
                if (reason != null) {
                    return "in property '" + property.getName() + "' of "
                            + type.getRawClass().getSimpleName() + ", " + reason;
                }
            }
            return null;
        }

        private @Nullable String ofProperty(SettableBeanProperty property) {
            return property.hasValueTypeDeserializer() || property.isIgnorable()
                    ? null
                    : reason(property.getValueDeserializer(), property.getType());
        }
    }
}
