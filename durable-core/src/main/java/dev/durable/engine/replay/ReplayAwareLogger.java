package dev.durable.engine.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** A logger that keeps silent while the run is replayed. */
final class ReplayAwareLogger implements InvocationHandler {

    private final Logger logger;
    private final BooleanSupplier replaying;

    private ReplayAwareLogger(Logger logger, BooleanSupplier replaying) {
        this.logger = logger;
        this.replaying = replaying;
    }

    static Logger around(Logger logger, BooleanSupplier replaying) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, new ReplayAwareLogger(logger, replaying));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean silent = replaying.getAsBoolean() && !method.getName().equals("getName");
        try {
            return method.invoke(silent ? NOPLogger.NOP_LOGGER : logger, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() != null ? e.getCause() : e;
        }
    }
}
