package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.RetryPolicy;
import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.interceptor.ActivityAttempt;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.NextCode;
import dev.durable.payload.Payload;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Interceptors around attempts, and the context that is in force in them. */
class InterceptedAttemptTests {

    private final List<String> calls = new ArrayList<>();
    private final UserPropagator user = new UserPropagator();

    @Test
    void interceptorsFormAChainAndMayReplaceArgumentsAndResult() {
        ActivityFixture fixture = fixture(new ExtensionsBuilder()
                .activityInterceptor(marking("a"))
                .activityInterceptor(marking("b"))
                .build());

        fixture.executor.submit(ActivityFixture.task(5));

        assertThat(calls).containsExactly("a Work.run #1 [5]", "b Work.run #1 [5a]");
        assertThat(fixture.outcomes.events())
                .containsExactly(new ActivityTaskCompleted(0, START, 5, 1, text("done 5abba")));
    }

    @Test
    void everyAttemptGoesThroughAndSeesItsFailure() {
        ActivityFixture fixture = fixture(new ExtensionsBuilder()
                .activityInterceptor(new ActivityInterceptor() {
                    @Override
                    public @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next)
                            throws Throwable {
                        try {
                            return next.proceed(attempt);
                        } catch (IllegalStateException e) {
                            calls.add(attempt.info().attempt() + " " + e.getMessage());
                            throw e;
                        }
                    }
                })
                .build());
        fixture.work.does(input -> {
            if (fixture.context.info().attempt() < 3) {
                throw new IllegalStateException("again");
            }
            return "third time";
        });

        fixture.executor.submit(ActivityFixture.task(5));
        fixture.time.advance(Duration.ofSeconds(3));

        assertThat(calls).containsExactly("1 again", "2 again");
        assertThat(((ActivityTaskCompleted) fixture.outcomes.onlyEvent()).attempt())
                .isEqualTo(3);
    }

    @Test
    void interceptorThatRefusesFailsTheAttempt() {
        ActivityFixture fixture = fixture(new ExtensionsBuilder()
                .activityInterceptor(new ActivityInterceptor() {
                    @Override
                    public @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) {
                        throw ApplicationFailure.nonRetryable("not now", "Refused");
                    }
                })
                .build());
        fixture.work.does(input -> calls.add("executed"));

        fixture.executor.submit(ActivityFixture.task(5));

        assertThat(((ActivityTaskFailed) fixture.outcomes.onlyEvent()).failure().message())
                .isEqualTo("not now");
        assertThat(calls).isEmpty();
    }

    @Test
    void contextIsInForceInEachAttemptAndGoneAfterwards() {
        ActivityFixture fixture =
                fixture(new ExtensionsBuilder().contextPropagator(user).build());
        fixture.work.does(input -> {
            calls.add(user.get());
            user.set("left behind");
            if (fixture.context.info().attempt() == 1) {
                throw new IllegalStateException("again");
            }
            return "done";
        });
        user.set("of the thread");

        fixture.executor.submit(task(Map.of("user", text("ada"))));
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(calls).containsExactly("ada", "ada");
        assertThat(user.get()).isEqualTo("of the thread");
    }

    @Test
    void contextIsInForceInTheAttemptAfterALostOne() {
        ActivityFixture fixture =
                fixture(new ExtensionsBuilder().contextPropagator(user).build());
        fixture.work.does(input -> calls.add(user.get()));

        fixture.executor.recover(task(Map.of("user", text("ada"))), null);
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(calls).containsExactly("ada");
    }

    @Test
    void withoutContextNothingOfTheThreadIsInForce() {
        ActivityFixture fixture =
                fixture(new ExtensionsBuilder().contextPropagator(user).build());
        fixture.work.does(input -> calls.add(String.valueOf(user.get())));
        user.set("of the thread");

        fixture.executor.submit(task(Map.of()));

        assertThat(calls).containsExactly("null");
        assertThat(user.get()).isEqualTo("of the thread");
    }

    @Test
    void interceptorSeesContextAndHeader() {
        ActivityFixture fixture = fixture(new ExtensionsBuilder()
                .contextPropagator(user)
                .activityInterceptor(new ActivityInterceptor() {
                    @Override
                    public @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next)
                            throws Throwable {
                        calls.add(user.get() + ", "
                                + attempt.header().get("trace", String.class).orElse("none"));
                        return next.proceed(attempt);
                    }
                })
                .build());

        fixture.executor.submit(task(Map.of("user", text("ada"), "trace", text("t-1"))));

        assertThat(calls).containsExactly("ada, t-1");
    }

    @Test
    void contextThatCannotBeRestoredFailsTheAttemptOnly() {
        user.brokenFor = "nobody";
        ActivityFixture fixture =
                fixture(new ExtensionsBuilder().contextPropagator(user).build());

        fixture.executor.submit(task(Map.of("user", text("nobody"))));

        assertThat(fixture.outcomes.nextAttempts())
                .singleElement()
                .satisfies(next -> assertThat(next.failed().failure().message()).isEqualTo("no such user"));
    }

    @Test
    void contextThatCannotBePutBackDoesNotRepeatWhatHasSucceeded() {
        user.stickyFor = "ada";
        ActivityFixture fixture =
                fixture(new ExtensionsBuilder().contextPropagator(user).build());

        fixture.executor.submit(task(Map.of("user", text("ada"))));

        assertThat(fixture.outcomes.events())
                .containsExactly(new ActivityTaskCompleted(0, START, 5, 1, text("done 5")));
    }

    private static ActivityFixture fixture(Extensions extensions) {
        return new ActivityFixture(extensions);
    }

    private static ActivityTask task(Map<String, Payload> header) {
        return ActivityTask.first(
                new UUID(0, 1),
                "order-42",
                "Order",
                new ActivityTaskScheduled(
                        5,
                        START,
                        "Work.run",
                        "default",
                        List.of(text("5")),
                        tenSeconds(),
                        RetryPolicy.DEFAULT,
                        ActivityCancellationType.TRY_CANCEL,
                        "",
                        ActivityTaskScheduled.DEFAULT_PRIORITY,
                        header));
    }

    private ActivityInterceptor marking(String name) {
        return new ActivityInterceptor() {
            @Override
            public Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
                calls.add(name + " " + attempt.info().activityType() + " #"
                        + attempt.info().attempt() + " " + attempt.arguments());
                return next.proceed(attempt.withArguments(
                                List.of(attempt.arguments().get(0) + name)))
                        + name;
            }
        };
    }

    private static final class UserPropagator implements ContextPropagator<String> {

        private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();
        private @Nullable String brokenFor;
        private @Nullable String stickyFor;

        @Nullable
        String get() {
            return current.get();
        }

        void set(@Nullable String user) {
            current.set(user);
        }

        @Override
        public String name() {
            return "user";
        }

        @Override
        public Type type() {
            return String.class;
        }

        @Override
        public @Nullable String capture() {
            return current.get();
        }

        @Override
        public ContextScope restore(@Nullable String context) {
            if (context != null && context.equals(brokenFor)) {
                throw new IllegalStateException("no such user");
            }
            String before = current.get();
            current.set(context);
            return () -> {
                if (context != null && context.equals(stickyFor)) {
                    throw new IllegalStateException("stays in force");
                }
                current.set(before);
            };
        }
    }
}
