package dev.durable.autoconfigure;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Has the opening of the engine's persistence unit, which goes on beside the application's start, begin early: before the application opens its own, which
 * loads the same classes, and before the web server is made, so that it is well ahead then.
 *
 * <p>What the unit needs is created earlier for it, too: the {@link DataSource}, and whatever initializes the database before persistence units. Only what Spring Boot's own
 * auto-configuration of these defines is known to need nothing of a web server; with anything else (a {@code DataSource} of the application, migrations in Java) the web
 * server is left where it is.
 */
final class EarlyPersistenceUnit implements BeanFactoryPostProcessor {

    private static final String APPLICATIONS_UNIT = "entityManagerFactory";
    private static final String WEB_SERVER_FACTORY = "org.springframework.boot.web.server.WebServerFactory";
    private static final String PACKAGE_OF_BOOTS_OWN =
            ClassUtils.getPackageName(DataSourceAutoConfiguration.class) + ".";

    private final String unit;

    EarlyPersistenceUnit(String unit) {
        this.unit = unit;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory.containsBeanDefinition(APPLICATIONS_UNIT)) {
            beginBefore(beanFactory.getBeanDefinition(APPLICATIONS_UNIT));
        }
        ClassLoader classes = beanFactory.getBeanClassLoader();
        if (ClassUtils.isPresent(WEB_SERVER_FACTORY, classes) && needsNoWebServer(beanFactory)) {
            namesOf(ClassUtils.resolveClassName(WEB_SERVER_FACTORY, classes), beanFactory)
                    .filter(beanFactory::containsBeanDefinition)
                    .map(beanFactory::getBeanDefinition)
                    .forEach(this::beginBefore);
        }
    }

    private void beginBefore(BeanDefinition other) {
        Set<String> needed = new LinkedHashSet<>();
        if (other.getDependsOn() != null) {
            Collections.addAll(needed, other.getDependsOn());
        }
        needed.add(unit);
        other.setDependsOn(needed.toArray(String[]::new));
    }

    private boolean needsNoWebServer(ConfigurableListableBeanFactory beanFactory) {
        String[] initializers = beanFactory.getBeanDefinition(unit).getDependsOn();
        return Stream.concat(
                        namesOf(DataSource.class, beanFactory),
                        initializers == null ? Stream.empty() : Arrays.stream(initializers))
                .allMatch(name -> beanFactory.containsBeanDefinition(name)
                        && isBootsOwn(beanFactory.getBeanDefinition(name).getFactoryBeanName()));
    }

    private static boolean isBootsOwn(@Nullable String factoryBean) {
        return factoryBean != null && factoryBean.startsWith(PACKAGE_OF_BOOTS_OWN);
    }

    private static Stream<String> namesOf(Class<?> type, ConfigurableListableBeanFactory beanFactory) {
        return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false));
    }
}
