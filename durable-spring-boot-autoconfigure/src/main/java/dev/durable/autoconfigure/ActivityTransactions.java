package dev.durable.autoconfigure;

import dev.durable.autoconfigure.discovery.ActivityBean;
import dev.durable.autoconfigure.discovery.ActivityBeans;
import dev.durable.engine.definition.TransactionalMethods;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Says which methods of activity beans are executed in transactions of the engine. That is settled before the beans are made, by the classes that their
 * definitions show; a bean that turns out to be of a class which says otherwise is refused, when all singletons have been made or else when its first
 * attempt begins. Thread-safe.
 */
final class ActivityTransactions implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ActivityTransactions.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final EngineTransactions transactions;
    private final ActivityBeans beans;
    private final Map<ActivityBean, Settled> settled = new ConcurrentHashMap<>();
    private final Set<String> apart = new ConcurrentSkipListSet<>();

    ActivityTransactions(
            ConfigurableListableBeanFactory beanFactory, EngineTransactions transactions, ActivityBeans beans) {
        this.beanFactory = beanFactory;
        this.transactions = transactions;
        this.beans = beans;
    }

    /** What was said of one activity type, by a class. */
    private record Settled(Class<?> target, Map<Method, Said> methods) {}

    private record Said(boolean declared, boolean transactional) {}

    /** Which methods of the activity are transactional, as far as can be seen. */
    TransactionalMethods methodsOf(ActivityBean activity) {
        Settled first = new Settled(beans.targetClass(activity), new ConcurrentHashMap<>());
        settled.put(activity, first);
        TransactionalMethods ofTarget = transactions.methodsOf(first.target());
        return (method, declared) -> {
            boolean transactional = ofTarget.isTransactional(method, declared);
            first.methods().put(method, new Said(declared, transactional));
            if (!transactional && transactions.usesAnotherManager(first.target(), method)) {
                apart.add(first.target().getSimpleName() + "." + method.getName());
            }
            return transactional;
        };
    }

    /**
     * The bean that implements the activity.
     *
     * @throws DurableException {@code DUR-1063} if its class says otherwise than what could be seen before
     */
    Object get(ActivityBean activity) {
        Object bean = beans.get(activity);
        Settled before = settled.get(activity);
        Class<?> target = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
        if (before != null && before.target() != target) {
            check(target, before);
            settled.put(activity, new Settled(target, before.methods()));
        }
        return bean;
    }

    /** Names the activities that may look as if they were executed exactly once. Has a bean that is hidden, or of a class that says otherwise, reported now rather than when its first attempt begins. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!apart.isEmpty()) {
            log.info(
                    "Activities whose @Transactional is not that of the transaction manager of the engine's DataSource are ordinary ones,"
                            + " executed at least once: {}",
                    String.join(", ", apart));
        }
        for (ActivityBean activity : settled.keySet()) {
            if (beanFactory.containsSingleton(activity.beanName())) {
                get(activity);
            }
        }
    }

    private void check(Class<?> target, Settled before) {
        TransactionalMethods ofTarget = transactions.methodsOf(target);
        before.methods().forEach((method, said) -> {
            if (ofTarget.isTransactional(method, said.declared()) != said.transactional()) {
                throw new DurableException(
                        ErrorCode.ACTIVITY_TRANSACTION_HIDDEN,
                        "Activity method " + target.getName() + "." + method.getName() + " is "
                                + (said.transactional() ? "not executed" : "to be executed")
                                + " in a transaction of the engine according to its class, but the engine could only see "
                                + before.target().getName() + ", which says otherwise.");
            }
        });
    }
}
