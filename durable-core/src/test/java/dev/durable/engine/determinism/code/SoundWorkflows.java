package dev.durable.engine.determinism.code;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Deterministic;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The check finds nothing in these. */
public final class SoundWorkflows {

    private SoundWorkflows() {}

    /** Uses what the engine gives. */
    @Workflow
    public static class Calm {

        private static final Map<String, Integer> SIZES = Map.of("s", 1);
        private static final List<String> NAMES = new ArrayList<>(List.of("a"));

        private final WorkflowContext workflow;
        private final Clock clock;
        private final RandomGenerator random;
        private final Post post;
        private final Map<String, AtomicInteger> counts = new HashMap<>();
        private final Map<String, String> seen = new ConcurrentHashMap<>();

        Calm(WorkflowContext workflow, Clock clock, RandomGenerator random, Post post) {
            this.workflow = workflow;
            this.clock = clock;
            this.random = random;
            this.post = post;
        }

        @WorkflowMethod
        public String run(Order order) {
            List<String> names = new ArrayList<>(NAMES);
            Collections.shuffle(names, new Random(42));
            seen.put("a", "b");
            counts.computeIfAbsent(order.name(), name -> new AtomicInteger()).incrementAndGet();
            workflow.sleep(Duration.ofSeconds(SIZES.get("s")));
            workflow.await(() -> seen.isEmpty());
            workflow.async(() -> post.send(order.name())).get();
            post.notify(order.name());
            new Object().hashCode();
            return Instant.now(clock)
                    + " "
                    + LocalDate.now(workflow.clock())
                    + random.nextInt()
                    + workflow.randomUuid()
                    + workflow.now()
                    + String.join(",", names);
        }
    }

    /** Leaves what is not deterministic to side effects. */
    @Workflow
    public static class Aside {

        private final WorkflowContext workflow;

        Aside(WorkflowContext workflow) {
            this.workflow = workflow;
            workflow.onQuery("age", arguments -> Instant.now());
        }

        @WorkflowMethod
        public String run() {
            Supplier<String> later = () -> System.getenv("HOME");
            String direct = workflow.sideEffect(String.class, () -> System.getProperty("a"));
            UUID id = workflow.sideEffect(UUID.class, UUID::randomUUID);
            String kept = workflow.sideEffect(String.class, later);
            String changing = workflow.mutableSideEffect("x", String.class, (a, b) -> !a.equals(b), this::setting);
            String anonymous = workflow.sideEffect(String.class, new Supplier<String>() {
                @Override
                public String get() {
                    return System.getenv("B");
                }
            });
            return direct
                    + id
                    + kept
                    + changing
                    + anonymous
                    + once(() -> System.getenv("C"))
                    + twice(() -> "" + Math.random());
        }

        private String setting() {
            return System.getenv("A");
        }

        private String once(Supplier<String> body) {
            return workflow.sideEffect(String.class, body);
        }

        private String twice(Supplier<String> body) {
            return once(body);
        }
    }

    /** Calls other workflows and itself, by stand-ins. */
    @Workflow
    public static class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newChild(BrokenWorkflows.AskingClocks.class).execute(BrokenWorkflows.AskingClocks::run);
            workflow.newChild(BrokenWorkflows.Guessing.class).start(child -> child.run());
            throw workflow.continueAsNew(Parent.class, Parent::run);
        }
    }

    /** Has been vouched for. */
    @Workflow
    public static class Vouched {

        @WorkflowMethod
        public String run() {
            return watch() + " " + Known.now();
        }

        @Deterministic("only measured")
        private long watch() {
            Supplier<Long> clock = System::nanoTime;
            return clock.get() + ReachingWorkflows.Helper.now().getNano();
        }
    }

    /** Has other implementations of what it uses. */
    @Workflow
    public static class Overridden extends ReachingWorkflows.Base {

        private final ReachingWorkflows.Pricing pricing = () -> 1;

        @WorkflowMethod
        public long run() {
            step();
            return pricing.price();
        }

        @Override
        void step() {}

        @Override
        void fill() {}
    }

    /** Vouched for as a whole. */
    @Deterministic("a test's")
    static final class Known {

        private static final Instant AT = Instant.now();

        private Known() {}

        static Instant now() {
            return AT;
        }
    }

    /** An argument. */
    public record Order(String name) {}

    /** An activity: what it does is its own business. */
    @Activity
    public static class Post {

        /** Sends something. */
        public void send(String what) {
            Instant.now();
        }

        /** Is called as a method of {@code Object}. */
        public void notify(String what) {}
    }
}
