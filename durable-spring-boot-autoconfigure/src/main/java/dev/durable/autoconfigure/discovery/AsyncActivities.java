package dev.durable.autoconfigure.discovery;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** Refuses activities whose calls return before their work is done. */
public final class AsyncActivities {

    private AsyncActivities() {}

    /**
     * Looks at the methods of an activity type in the class that implements it.
     *
     * @throws DurableException {@code DUR-1059} if one of them is {@link Async}
     */
    public static void refuse(Class<?> activityType, Class<?> target) {
        Arrays.stream(activityType.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(method -> ClassUtils.getMostSpecificMethod(method, target))
                .filter(method -> isAsync(method, target))
                .findFirst()
                .ifPresent(method -> {
                    throw new DurableException(
                            ErrorCode.ACTIVITY_ASYNC,
                            "Activity method " + target.getName() + "." + method.getName()
                                    + " is @Async, so that it returns before its work is done.");
                });
    }

    private static boolean isAsync(Method method, Class<?> target) {
        return AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(target, Async.class);
    }
}
