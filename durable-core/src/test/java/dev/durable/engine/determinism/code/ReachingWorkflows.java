package dev.durable.engine.determinism.code;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** All ask the clock, each where one comes to on another way. */
public final class ReachingWorkflows {

    private ReachingWorkflows() {}

    /** In a lambda. */
    @Workflow
    public static class Lambda {

        private final WorkflowContext workflow;

        Lambda(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> {
                Instant.now();
            });
        }
    }

    /** In a lambda of a lambda. */
    @Workflow
    public static class LambdaInLambda {

        @WorkflowMethod
        public Supplier<Supplier<Instant>> run() {
            return () -> () -> Instant.now();
        }
    }

    /** As a method reference to the JDK. */
    @Workflow
    public static class Reference {

        @WorkflowMethod
        public Instant run() {
            Supplier<Instant> clock = Instant::now;
            return clock.get();
        }
    }

    /** As a method reference to the workflow itself. */
    @Workflow
    public static class OwnReference {

        @WorkflowMethod
        public void run(List<String> names) {
            names.forEach(this::stamp);
        }

        private void stamp(String name) {
            Instant.now();
        }
    }

    /** In an anonymous class. */
    @Workflow
    public static class Anonymous {

        @WorkflowMethod
        public Object run() {
            return new Supplier<Instant>() {
                @Override
                public Instant get() {
                    return Instant.now();
                }
            };
        }
    }

    /** In a static method elsewhere. */
    @Workflow
    public static class Helped {

        @WorkflowMethod
        public Instant run() {
            return Helper.now();
        }
    }

    /** Three calls away. */
    @Workflow
    public static class Deep {

        @WorkflowMethod
        public Instant run() {
            return second();
        }

        private Instant second() {
            return first();
        }

        private Instant first() {
            return Helper.now();
        }
    }

    /** In a method of an object. */
    @Workflow
    public static class HelpedByObject {

        private final Numbers numbers = new Numbers();

        @WorkflowMethod
        public String run() {
            return numbers.next();
        }
    }

    /** In a superclass. */
    @Workflow
    public static class Inheriting extends Base {

        @WorkflowMethod
        public void run() {
            step();
        }

        @Override
        void fill() {}
    }

    /** In a method that a superclass calls. */
    @Workflow
    public static class Template extends Frame {

        @WorkflowMethod
        @Override
        public void run() {
            super.run();
        }

        @Override
        void fill() {
            Instant.now();
        }
    }

    /** In a default method. */
    @Workflow
    public static class DefaultMethod implements Stamping {

        @WorkflowMethod
        public Instant run() {
            return stamp();
        }
    }

    /** Behind an interface. */
    @Workflow
    public static class ByInterface {

        private final Pricing pricing = new Discounts();

        @WorkflowMethod
        public long run() {
            return pricing.price();
        }
    }

    /** Behind a sealed type, of which payloads may be. */
    @Workflow
    public static class BySealedType {

        @WorkflowMethod
        public long run(Term term) {
            return term.days();
        }
    }

    /** In the constant of an enumeration. */
    @Workflow
    public static class ByEnumConstant {

        @WorkflowMethod
        public long run() {
            return Scale.NOW.value();
        }
    }

    /** In what a library calls. */
    @Workflow
    public static class CalledBack {

        @WorkflowMethod
        public List<String> run(List<String> names) {
            List<String> sorted = new ArrayList<>(names);
            sorted.sort(new Odd());
            return sorted;
        }
    }

    /** In the value of a field. */
    @Workflow
    public static class FieldInitializer {

        private final Instant began = Instant.now();

        @WorkflowMethod
        public Instant run() {
            return began;
        }
    }

    /** In the value of a static field. */
    @Workflow
    public static class StaticInitializer {

        private static final Instant BEGAN = Instant.now();

        @WorkflowMethod
        public Instant run() {
            return BEGAN;
        }
    }

    /** In the value of a static field elsewhere. */
    @Workflow
    public static class HelperInitializer {

        @WorkflowMethod
        public Instant run() {
            return Began.AT;
        }
    }

    /** In a signal method. */
    @Workflow
    public static class Signaled {

        @WorkflowMethod
        public void run() {}

        @SignalMethod
        public void signal() {
            Instant.now();
        }
    }

    /** In an update method. */
    @Workflow
    public static class Updated {

        @WorkflowMethod
        public void run() {}

        @UpdateMethod
        public Instant update() {
            return Instant.now();
        }
    }

    /** In a generic method behind a bridge. */
    @Workflow
    public static class Generic {

        @WorkflowMethod
        public Instant run(String name) {
            Function<String, Instant> stamping = new Stamper();
            return stamping.apply(name);
        }
    }

    /** Where only reading is allowed. */
    @Workflow
    public static class Queried {

        @WorkflowMethod
        public void run() {}

        @QueryMethod
        public String age() {
            return Instant.now() + " " + Files.exists(Path.of("a"));
        }

        @UpdateMethod
        public void update() {}

        @UpdateValidatorMethod(updateName = "update")
        public void validate() {
            Instant.now();
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the clock for others. */
    public static final class Helper {

        private Helper() {}

        static Instant now() {
            return Instant.now();
        }
    }

    /** Is made by a workflow. */
    static final class Numbers {

        String next() {
            return "n" + Instant.now();
        }
    }

    /** Is above a workflow. */
    abstract static class Base {

        void step() {
            Instant.now();
        }

        abstract void fill();
    }

    /** Leaves something to a workflow. */
    abstract static class Frame {

        public void run() {
            fill();
        }

        void fill() {
            Helper.now();
        }
    }

    /** Has a method for workflows. */
    interface Stamping {

        default Instant stamp() {
            return Instant.now();
        }
    }

    /** Is implemented twice. */
    interface Pricing {

        long price();
    }

    /** Is used. */
    static final class Discounts implements Pricing {

        @Override
        public long price() {
            return Instant.now().toEpochMilli();
        }
    }

    /** Nobody makes one. */
    static final class Unused implements Pricing {

        @Override
        public long price() {
            return System.nanoTime();
        }
    }

    /** Comes as a payload. */
    public sealed interface Term permits Fixed, Relative {

        /** Days from today. */
        long days();
    }

    /** A number of days. */
    public record Fixed(long days) implements Term {}

    /** Until a day. */
    public record Relative(Instant until) implements Term {

        @Override
        public long days() {
            return Instant.now().toEpochMilli();
        }
    }

    /** Has constants with code. */
    enum Scale {
        NOW {
            @Override
            long value() {
                return Instant.now().toEpochMilli();
            }
        };

        abstract long value();
    }

    /** Compares oddly. */
    static final class Odd implements Comparator<String> {

        @Override
        public int compare(String left, String right) {
            return Instant.now().getNano() % 2;
        }
    }

    /** Keeps when it began. */
    static final class Began {

        static final Instant AT = Instant.now();

        private Began() {}
    }

    /** Stamps. */
    static final class Stamper implements Function<String, Instant> {

        @Override
        public Instant apply(String name) {
            return Instant.now();
        }
    }
}
