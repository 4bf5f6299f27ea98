package dev.durable.autoconfigure;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.interceptor.TransactionAttribute;

/** What {@code @Transactional} of a method says, and which transaction manager it means: the one that Spring will use for a call. */
final class DeclaredManagers {

    private final ConfigurableListableBeanFactory beanFactory;
    private final AnnotationTransactionAttributeSource attributes = new AnnotationTransactionAttributeSource();

    DeclaredManagers(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        attributes.setEmbeddedValueResolver(new EmbeddedValueResolver(beanFactory));
    }

    /** What is said of the method if it is called on beans of the class; null if nothing is. */
    @Nullable
    TransactionAttribute attribute(Class<?> target, Method method) {
        return attributes.getTransactionAttribute(method, target);
    }

    /**
     * The manager that is meant: the named one; else that of the class's {@code @Qualifier}, if that names one and not only the bean itself; else the
     * one that was chosen for all; else the only or the primary one. Null if there is none, and if nothing heeds the annotation.
     *
     * @throws DurableException {@code DUR-1062} if Spring would refuse the call, since it cannot tell, either
     */
    @Nullable
    TransactionManager manager(Class<?> target, Method method, TransactionAttribute attribute) {
        String name = attribute.getQualifier();
        if (name != null && !name.isBlank()) {
            return named(name, target, method);
        }
        TransactionManager ofClass = find(BeanFactoryAnnotationUtils.getQualifierValue(target));
        if (ofClass != null) {
            return ofClass;
        }
        TransactionAspectSupport aspect = aspect();
        if (aspect != null && aspect.getTransactionManager() != null) {
            return aspect.getTransactionManager();
        }
        TransactionManager only =
                beanFactory.getBeanProvider(TransactionManager.class).getIfUnique();
        if (only == null && aspect != null && count() > 1) {
            throw unknown(target, method, "does not say which of the " + count() + " transaction managers it means");
        }
        return only;
    }

    private @Nullable TransactionManager named(String name, Class<?> target, Method method) {
        TransactionManager found = find(name);
        if (found == null && aspect() != null && count() > 0) {
            throw unknown(target, method, "names the transaction manager '" + name + "', which does not exist");
        }
        return found;
    }

    private @Nullable TransactionManager find(@Nullable String qualifier) {
        if (qualifier == null || qualifier.isBlank()) {
            return null;
        }
        try {
            return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, TransactionManager.class, qualifier);
        } catch (NoSuchBeanDefinitionException e) {
            return null;
        }
    }

    /** What heeds the annotation, if there is something and if it is no more than one thing. */
    private @Nullable TransactionAspectSupport aspect() {
        return beanFactory.getBeanProvider(TransactionAspectSupport.class).getIfUnique();
    }

    private long count() {
        return beanFactory.getBeanProvider(TransactionManager.class).stream().count();
    }

    private static DurableException unknown(Class<?> target, Method method, String what) {
        return new DurableException(
                ErrorCode.ACTIVITY_TRANSACTION_UNKNOWN,
                "@Transactional of the activity method " + target.getName() + "." + method.getName() + " " + what
                        + ".");
    }
}
