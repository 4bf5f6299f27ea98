package dev.durable.autoconfigure.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;

/** Packages, beside the application's own, in which workflow classes are looked for; one bean for each annotation. */
public final class WorkflowScanPackages {

    private final List<String> packages;

    WorkflowScanPackages(String... packages) {
        this.packages = List.of(packages);
    }

    /** Registers the packages that the annotation on a class names. */
    public static void register(BeanDefinitionRegistry registry, String annotatedClass, Set<String> packages) {
        RootBeanDefinition definition = new RootBeanDefinition(WorkflowScanPackages.class);
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, packages.toArray(String[]::new));
        registry.registerBeanDefinition(WorkflowScanPackages.class.getName() + "#" + annotatedClass, definition);
    }

    /** All packages to scan, without those that lie inside others. */
    static Set<String> all(BeanFactory beanFactory) {
        List<String> all = new ArrayList<>();
        if (AutoConfigurationPackages.has(beanFactory)) {
            all.addAll(AutoConfigurationPackages.get(beanFactory));
        }
        beanFactory.getBeanProvider(WorkflowScanPackages.class).stream().forEach(named -> all.addAll(named.packages));
        Set<String> outermost = new LinkedHashSet<>(all);
        outermost.removeIf(name -> all.stream().anyMatch(other -> name.startsWith(other + ".")));
        return outermost;
    }
}
