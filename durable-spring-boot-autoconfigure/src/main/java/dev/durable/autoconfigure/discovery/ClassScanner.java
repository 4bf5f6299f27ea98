package dev.durable.autoconfigure.discovery;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Scans packages for classes and interfaces, without initialising them. */
final class ClassScanner {

    private final ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;

    ClassScanner(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /** Types that carry the annotation themselves. */
    Set<Class<?>> annotatedWith(Class<? extends Annotation> annotation, Set<String> packages) {
        Provider provider = newProvider();
        provider.addIncludeFilter(new AnnotationTypeFilter(annotation, false, true));
        return load(provider, packages);
    }

    /** Types that extend or implement one of the given ones, these included. */
    Set<Class<?>> assignableTo(Collection<Class<?>> types, Set<String> packages) {
        Provider provider = newProvider();
        types.forEach(type -> provider.addIncludeFilter(new AssignableTypeFilter(type)));
        return load(provider, packages);
    }

    private Provider newProvider() {
        Provider provider = new Provider(environment);
        // Keeps out what lies inside test classes, as component scanning does.
        TypeExcludeFilter testTypes = new TypeExcludeFilter();
        testTypes.setBeanFactory(beanFactory);
        provider.addExcludeFilter(testTypes);
        return provider;
    }

    private Set<Class<?>> load(Provider provider, Set<String> packages) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (String name : packages) {
            for (BeanDefinition candidate : provider.findCandidateComponents(name)) {
                String className = candidate.getBeanClassName();
                if (className != null) {
                    types.add(ClassUtils.resolveClassName(className, beanFactory.getBeanClassLoader()));
                }
            }
        }
        return types;
    }

    private static final class Provider extends ClassPathScanningCandidateComponentProvider {

        Provider(Environment environment) {
            super(false, environment);
        }

        /** Interfaces, too. */
        @Override
        protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
            return definition.getMetadata().isIndependent()
                    && !definition.getMetadata().isAnnotation();
        }
    }
}
