package dev.durable.interceptor;

import java.lang.reflect.Type;

/**
 * A value that workflow code evaluates itself.
 *
 * @param id its id if the value may change, otherwise empty
 * @param type type of the value
 */
public record SideEffectCall(String id, Type type) {}
