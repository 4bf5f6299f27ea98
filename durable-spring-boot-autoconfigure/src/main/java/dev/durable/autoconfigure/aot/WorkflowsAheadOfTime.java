package dev.durable.autoconfigure.aot;

import dev.durable.autoconfigure.discovery.ActivityBean;
import dev.durable.autoconfigure.discovery.ActivityBeans;
import dev.durable.autoconfigure.discovery.FoundWorkflows;
import dev.durable.autoconfigure.discovery.WorkflowClasses;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Takes the workflows of an application down, so that nothing is scanned when it starts, and registers hints for them, for its activities and for
 * all that both take and return.
 */
final class WorkflowsAheadOfTime implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory.getBeanNamesForType(WorkflowClasses.class, true, false).length == 0) {
            return null;
        }
        FoundWorkflows workflows = new WorkflowClasses(beanFactory, beanFactory.getBean(Environment.class)).scan();
        Set<Class<?>> types = new LinkedHashSet<>(workflows.all());
        new ActivityBeans(beanFactory).find().stream().map(ActivityBean::type).forEach(types::add);
        return (generation, code) -> {
            generation.getGeneratedFiles().addResourceFile(FoundWorkflows.RESOURCE, workflows.toText());
            RuntimeHints hints = generation.getRuntimeHints();
            hints.resources().registerPattern(FoundWorkflows.RESOURCE);
            types.forEach(type -> register(type, hints));
        };
    }

    private static void register(Class<?> type, RuntimeHints hints) {
        hints.reflection()
                .registerType(
                        type,
                        MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                        MemberCategory.INVOKE_DECLARED_METHODS,
                        MemberCategory.INVOKE_PUBLIC_METHODS,
                        MemberCategory.ACCESS_DECLARED_FIELDS);
        Set<Type> payloads = new LinkedHashSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
                Collections.addAll(payloads, method.getGenericParameterTypes());
                payloads.add(method.getGenericReturnType());
            }
        }
        payloads.remove(void.class);
        new BindingReflectionHintsRegistrar()
                .registerReflectionHints(hints.reflection(), payloads.toArray(Type[]::new));
    }
}
