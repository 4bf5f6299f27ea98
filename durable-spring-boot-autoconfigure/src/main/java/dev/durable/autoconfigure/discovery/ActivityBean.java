package dev.durable.autoconfigure.discovery;

/**
 * A bean that implements an activity type.
 *
 * @param type the class or interface that carries {@link dev.durable.annotation.Activity}
 * @param beanName name of the bean, which is looked up when an attempt begins
 */
public record ActivityBean(Class<?> type, String beanName) {}
