package dev.durable.autoconfigure.discovery;

import dev.durable.activity.DynamicActivity;
import dev.durable.annotation.Activity;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * Finds the beans that implement activities by the types their definitions declare, so that no bean is created for being looked
 * at. A bean counts for every class and interface in its hierarchy that carries {@link Activity}. Where several beans
 * implement one activity type, the primary one is taken.
 */
public final class ActivityBeans {

    private final ConfigurableListableBeanFactory beanFactory;

    /** Creates the search. */
    public ActivityBeans(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * The activity types that beans implement, each with its bean.
     *
     * @throws DurableException {@code DUR-1021} if it cannot be told which of several beans is meant
     */
    public List<ActivityBean> find() {
        Map<Class<?>, List<String>> candidates = new LinkedHashMap<>();
        for (String name :
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, Object.class, true, false)) {
            if (isCandidate(name)) {
                activityTypes(name)
                        .forEach(type -> candidates
                                .computeIfAbsent(type, key -> new ArrayList<>())
                                .add(name));
            }
        }
        List<ActivityBean> beans = new ArrayList<>();
        candidates.forEach((type, names) -> beans.add(new ActivityBean(type, choose(type, names))));
        return beans;
    }

    /**
     * The name of the bean that executes activities which are not declared, if there is one.
     *
     * @throws DurableException {@code DUR-1021} if it cannot be told which of several beans is meant
     */
    public Optional<String> findDynamic() {
        List<String> names = Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                        beanFactory, DynamicActivity.class, true, false))
                .filter(this::isCandidate)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(choose(DynamicActivity.class, names));
    }

    /** The bean that executes activities which are not declared. */
    public DynamicActivity getDynamic(String beanName) {
        return beanFactory.getBean(beanName, DynamicActivity.class);
    }

    /** The class that implements the activity, behind all proxies. */
    public Class<?> targetClass(ActivityBean activity) {
        Class<?> target = AutoProxyUtils.determineTargetClass(beanFactory, activity.beanName());
        return target != null ? ClassUtils.getUserClass(target) : activity.type();
    }

    /**
     * The bean that implements the activity, or a proxy of it.
     *
     * @throws org.springframework.beans.factory.BeanNotOfRequiredTypeException if it is hidden behind a proxy of another type: a JDK proxy
     *     has only the interfaces of a class that carries {@link Activity}
     */
    public Object get(ActivityBean activity) {
        return beanFactory.getBean(activity.beanName(), activity.type());
    }

    /** Leaves out the targets of scoped proxies (the proxy stands for them) and beans that opted out of autowiring. */
    private boolean isCandidate(String name) {
        return !ScopedProxyUtils.isScopedTarget(name) && matches(name, BeanDefinition::isAutowireCandidate, true);
    }

    private List<Class<?>> activityTypes(String name) {
        Class<?> type = beanFactory.getType(name, false);
        if (type == null) {
            return List.of();
        }
        Class<?> target = AutoProxyUtils.determineTargetClass(beanFactory, name);
        return MergedAnnotations.from(target != null ? target : type, SearchStrategy.TYPE_HIERARCHY).stream(
                        Activity.class)
                .filter(MergedAnnotation::isDirectlyPresent)
                .map(MergedAnnotation::getSource)
                .filter(Class.class::isInstance)
                .<Class<?>>map(source -> (Class<?>) source)
                .filter(source -> !isMock(source))
                .toList();
    }

    /** Mockito copies annotations to the classes that it makes, but what is mocked is the activity type. */
    private static boolean isMock(Class<?> type) {
        return type.getName().contains("$MockitoMock$");
    }

    private String choose(Class<?> type, List<String> names) {
        List<String> chosen = names;
        if (chosen.size() > 1) {
            chosen = names.stream().filter(this::isPrimary).toList();
        }
        if (chosen.isEmpty()) {
            chosen = names.stream().filter(name -> !isFallback(name)).toList();
        }
        if (chosen.size() != 1) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_BEAN_NOT_UNIQUE,
                    "The activity type " + type.getName() + " is implemented by " + names.size() + " beans: "
                            + String.join(", ", names) + ".");
        }
        return chosen.get(0);
    }

    private boolean isPrimary(String name) {
        return matches(name, BeanDefinition::isPrimary, false);
    }

    private boolean isFallback(String name) {
        return matches(name, BeanDefinition::isFallback, false);
    }

    private boolean matches(String name, Predicate<BeanDefinition> condition, boolean withoutDefinition) {
        return beanFactory.containsBeanDefinition(name)
                ? condition.test(beanFactory.getMergedBeanDefinition(name))
                : withoutDefinition;
    }
}
