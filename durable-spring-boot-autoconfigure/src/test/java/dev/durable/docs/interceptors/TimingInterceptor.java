package dev.durable.docs.interceptors;

import dev.durable.interceptor.ActivityAttempt;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.NextCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

// region timing
@Component
class TimingInterceptor implements ActivityInterceptor {

    private final Map<String, Duration> total = new ConcurrentHashMap<>();

    @Override
    public Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
        long begin = System.nanoTime();
        try {
            return next.proceed(attempt);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            total.merge(attempt.info().activityType(), took, Duration::plus);
        }
    }
    // endregion

    Map<String, Duration> total() {
        return total;
    }
    // region timing
}
// endregion
