package dev.durable.autoconfigure;

import dev.durable.autoconfigure.discovery.WorkflowScanPackages;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** Registers the packages that a {@link WorkflowScan} names. */
final class WorkflowScanRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    WorkflowScanRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        MergedAnnotation<WorkflowScan> scan = importing.getAnnotations().get(WorkflowScan.class);
        Set<String> packages = new LinkedHashSet<>();
        for (String name : scan.getStringArray("basePackages")) {
            packages.add(environment.resolvePlaceholders(name));
        }
        for (Class<?> type : scan.getClassArray("basePackageClasses")) {
            packages.add(type.getPackageName());
        }
        if (packages.isEmpty()) {
            packages.add(ClassUtils.getPackageName(importing.getClassName()));
        }
        WorkflowScanPackages.register(registry, importing.getClassName(), packages);
    }
}
