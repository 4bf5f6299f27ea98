package dev.durable.engine.extension;

import dev.durable.interceptor.Next;
import dev.durable.interceptor.NextCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interceptors in their order, the first one outermost. Immutable.
 *
 * @param <I> their type
 */
public final class InterceptorChain<I> {

    private final List<I> interceptors;

    /** A chain of the interceptors. */
    public InterceptorChain(List<? extends I> interceptors) {
        this.interceptors = List.copyOf(interceptors);
    }

    /** Whether there is nothing to go through. */
    public boolean isEmpty() {
        return interceptors.isEmpty();
    }

    /** Leads a call through the interceptors to its end. */
    public <C, R extends @Nullable Object> R call(Hook<I, C, R> hook, C call, Next<C, R> end) {
        return from(0, hook, end).proceed(call);
    }

    /** Leads a call through the interceptors to code of the application. */
    public <C> @Nullable Object callCode(CodeHook<I, C> hook, C call, NextCode<C> code) throws Throwable {
        return codeFrom(0, hook, code).proceed(call);
    }

    private <C, R extends @Nullable Object> Next<C, R> from(int index, Hook<I, C, R> hook, Next<C, R> end) {
        return index == interceptors.size()
                ? end
                : call -> hook.intercept(interceptors.get(index), call, from(index + 1, hook, end));
    }

    private <C> NextCode<C> codeFrom(int index, CodeHook<I, C> hook, NextCode<C> code) {
        return index == interceptors.size()
                ? code
                : call -> hook.intercept(interceptors.get(index), call, codeFrom(index + 1, hook, code));
    }

    /** The method of an interceptor that a kind of call goes through. */
    @FunctionalInterface
    public interface Hook<I, C, R extends @Nullable Object> {

        /** Has the interceptor called. */
        R intercept(I interceptor, C call, Next<C, R> next);
    }

    /** The method of an interceptor that a kind of call to code of the application goes through. */
    @FunctionalInterface
    public interface CodeHook<I, C> {

        /** Has the interceptor called. */
        @Nullable
        Object intercept(I interceptor, C call, NextCode<C> next) throws Throwable;
    }
}
