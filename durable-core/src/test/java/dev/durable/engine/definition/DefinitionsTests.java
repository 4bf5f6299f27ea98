package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.hidden.HiddenTypes;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.workflow.WorkflowContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DefinitionsTests {

    private final List<Object> calls = new ArrayList<>();
    private final ActivityInvocation recording = (activity, arguments) -> {
        calls.add(activity.name());
        calls.addAll(List.of(arguments));
        return activity.handler().resultType() == int.class ? 7 : null;
    };

    @Test
    void workflowIsFoundByName() {
        Definitions definitions = builder()
                .workflow(Order.class)
                .activity(Payments.class, Payments::new)
                .build();

        assertThat(definitions.workflowTypes()).containsExactly("Order");
        assertThat(definitions.workflow("Other")).isEmpty();
        assertThat(definitions.workflow("Order")).hasValueSatisfying(workflow -> {
            assertThat(workflow.name()).isEqualTo("Order");
            assertThat(workflow.implementation()).isEqualTo(Order.class);
            assertThat(workflow.activityTypes()).containsExactly(Payments.class);
            assertThat(workflow.main().name()).isEqualTo("run");
        });
    }

    @Test
    void instanceIsMadeOfWhatItsConstructorAsksFor() throws Throwable {
        Definitions definitions = builder()
                .workflow(Order.class)
                .activity(Payments.class, Payments::new)
                .build();
        List<Class<?>> asked = new ArrayList<>();

        Object instance = definitions.workflow("Order").orElseThrow().newInstance(type -> {
            asked.add(type);
            return type == Payments.class
                    ? new Payments()
                    : type == Clock.class
                            ? Clock.systemUTC()
                            : Proxy.newProxyInstance(
                                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null);
        });

        assertThat(instance).isInstanceOf(Order.class);
        assertThat(asked).containsExactly(WorkflowContext.class, Payments.class, Clock.class, RandomGenerator.class);
    }

    @Test
    void exceptionOfTheConstructorComesOutAsItIs() {
        Definitions definitions = builder().workflow(Failing.class).build();

        assertThatThrownBy(() -> definitions.workflow("Failing").orElseThrow().newInstance(type -> type))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("constructor");
    }

    @Test
    void handlersAreCalledOnTheImplementation() throws Throwable {
        Definitions definitions = builder()
                .workflow(WorkflowContractTests.Refund.class)
                .workflow(WorkflowContractTests.RefundWorkflow.class)
                .build();
        WorkflowDefinition refund = definitions.workflow("Refund").orElseThrow();

        Object instance = refund.newInstance(type -> type);

        assertThat(refund.implementation()).isEqualTo(WorkflowContractTests.RefundWorkflow.class);
        assertThat(refund.main().invoke(instance, new Object[] {"42"})).isEqualTo("42");
        assertThat(refund.signals().get("stop").invoke(instance, new Object[0])).isNull();
    }

    @Test
    void declaredFailuresAndThoseOfTheEngineFailTheWorkflow() {
        WorkflowDefinition workflow =
                builder().workflow(Failing.class).build().workflow("Failing").orElseThrow();

        assertThat(workflow.failsWorkflow(new FileNotFoundException())).isTrue();
        assertThat(workflow.failsWorkflow(ApplicationFailure.of("m", "t"))).isTrue();
        assertThat(workflow.failsWorkflow(new CanceledFailure("m"))).isTrue();
        assertThat(workflow.failsWorkflow(new IllegalStateException())).isFalse();
        assertThat(workflow.failsWorkflow(new StackOverflowError())).isFalse();
    }

    @Test
    void publicMethodsOfAClassAreItsActivities() {
        Definitions definitions =
                builder().activity(Payments.class, Payments::new).build();

        assertThat(definitions.activityTypes())
                .containsExactlyInAnyOrder("Payments.charge", "Payments.inherited", "Payments.overridden", "give-back");
        assertThat(definitions.isActivityType(Payments.class)).isTrue();
        assertThat(definitions.isActivityType(Base.class)).isFalse();
        assertThat(definitions.activity("Payments.hidden")).isEmpty();
    }

    @Test
    void methodsOfAnInterfaceAndItsSuperinterfacesAreItsActivities() throws Throwable {
        Definitions definitions = builder()
                .activity(Mail.class, () -> (Mail) text -> "sent " + text)
                .build();

        assertThat(definitions.activityTypes()).containsExactlyInAnyOrder("mail.send", "mail.sendTwice");
        ActivityDefinition send = definitions.activity("mail.send").orElseThrow();
        assertThat(send.type()).isEqualTo(Mail.class);
        assertThat(send.handler().parameterTypes()).containsExactly(String.class);
        assertThat(send.handler().invoke(send.bean(), new Object[] {"a"})).isEqualTo("sent a");
        ActivityDefinition twice = definitions.activity("mail.sendTwice").orElseThrow();
        assertThat(twice.handler().invoke(twice.bean(), new Object[] {"a"})).isEqualTo("sent sent a");
    }

    @Test
    void beanIsAskedForEachTime() {
        Definitions definitions =
                builder().activity(Payments.class, Payments::new).build();
        ActivityDefinition charge = definitions.activity("Payments.charge").orElseThrow();

        assertThat(charge.bean()).isInstanceOf(Payments.class).isNotSameAs(charge.bean());
    }

    @Test
    void narrowerOptionsAreLaidOverWiderOnes() {
        Definitions definitions = builder()
                .activity(Payments.class, Payments::new)
                .activityOptions(Map.of(
                        "Payments",
                        ActivityOptions.NONE
                                .withHeartbeatTimeout(Duration.ofSeconds(5))
                                .withTaskQueue("type"),
                        "give-back",
                        ActivityOptions.NONE.withTaskQueue("activity").withRetry(RetryOptions.maximumAttempts(9))))
                .build();

        ActivityOptions charge =
                definitions.activity("Payments.charge").orElseThrow().options();
        ActivityOptions giveBack =
                definitions.activity("give-back").orElseThrow().options();

        assertThat(charge.startToCloseTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(charge.taskQueue()).isEqualTo("type");
        assertThat(charge.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(charge.retry().maximumAttempts()).isEqualTo(3);
        assertThat(charge.retry().nonRetryableTypes()).containsExactly("java.io.IOException");
        assertThat(giveBack.startToCloseTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(giveBack.scheduleToStartTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(giveBack.scheduleToCloseTimeout()).isEqualTo(Duration.ofDays(1));
        assertThat(giveBack.taskQueue()).isEqualTo("activity");
        assertThat(giveBack.retry().maximumAttempts()).isEqualTo(9);
        assertThat(giveBack.retry().initialInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(giveBack.retry().backoffCoefficient()).isEqualTo(3.0);
    }

    @Test
    void stubTurnsCallsIntoInvocations() {
        Definitions definitions =
                builder().activity(Payments.class, Payments::new).build();
        Payments stub = definitions.activityStub(Payments.class, recording);

        assertThat(stub.charge("order", 5)).isEqualTo(7);
        stub.refund(List.of("a"));
        stub.inherited();
        assertThat(stub.overridden("x")).isNull();

        assertThat(calls)
                .containsExactly(
                        "Payments.charge",
                        "order",
                        5,
                        "give-back",
                        List.of("a"),
                        "Payments.inherited",
                        "Payments.overridden",
                        "x");
    }

    @Test
    void stubOfAnInterfaceTurnsItsDefaultMethodsIntoInvocationsToo() {
        Definitions definitions =
                builder().activity(Mail.class, () -> (Mail) text -> text).build();
        Mail stub = definitions.activityStub(Mail.class, recording);

        stub.send("a");
        stub.sendTwice("b");
        ((Sender<String>) stub).send("c");

        assertThat(calls).containsExactly("mail.send", "a", "mail.sendTwice", "b", "mail.send", "c");
    }

    @Test
    void typesThatShareASupertypeKeepTheirActivitiesApart() {
        Definitions definitions = builder()
                .activity(Mail.class, () -> (Mail) text -> text)
                .activity(Letter.class, () -> (Letter) text -> text)
                .build();

        definitions.activityStub(Mail.class, recording).send("a");
        definitions.activityStub(Letter.class, recording).send("b");

        assertThat(calls).containsExactly("mail.send", "a", "Letter.send", "b");
    }

    @Test
    void stubsOfPackagePrivateTypesWork() {
        Definitions definitions = HiddenTypes.register(builder()).build();

        assertThat(HiddenTypes.callStub(definitions, (activity, arguments) -> activity.name() + " " + arguments[0]))
                .isEqualTo("HiddenActivities.greet you");
        assertThat(HiddenTypes.callInterfaceStub(definitions, (activity, arguments) -> activity.name()))
                .isEqualTo("HiddenPort.send");
        assertThat(definitions.workflow("HiddenWorkflow")).isPresent();
    }

    @Test
    void activitiesOfPackagePrivateTypesAreCalledOnTheirBeans() throws Throwable {
        Definitions definitions = HiddenTypes.register(builder()).build();

        ActivityDefinition greet =
                definitions.activity("HiddenActivities.greet").orElseThrow();
        ActivityDefinition send = definitions.activity("HiddenPort.send").orElseThrow();

        assertThat(greet.handler().invoke(greet.bean(), new Object[] {"you"})).isEqualTo("real greets you");
        assertThat(send.handler().invoke(send.bean(), new Object[] {"x"})).isEqualTo("port x");
    }

    @Test
    void callOfAMethodThatIsNoActivityIsRefused() {
        Definitions definitions = HiddenTypes.register(builder()).build();

        assertThatThrownBy(() -> HiddenTypes.callInvisible(definitions, recording))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_METHOD_ILLEGAL))
                .hasMessageContaining("HiddenActivities.invisible()");
    }

    @Test
    void stubsAreHarmlessObjects() {
        Definitions definitions =
                builder().activity(Payments.class, Payments::new).build();
        Payments stub = definitions.activityStub(Payments.class, recording);
        Payments other = definitions.activityStub(Payments.class, recording);

        assertThat(stub).isEqualTo(stub).isNotEqualTo(other).isNotEqualTo(null);
        assertThat(stub.hashCode()).isEqualTo(Payments.class.getName().hashCode());
        assertThat(stub).hasToString("stub of " + Payments.class.getName());
        assertThat(new HashSet<>(Set.of(stub, other))).hasSize(2);
        assertThat(stub.getClass()).isSameAs(other.getClass());
        assertThat(calls).isEmpty();
    }

    @Test
    void exceptionOfTheInvocationReachesTheCaller() {
        Definitions definitions =
                builder().activity(Payments.class, Payments::new).build();
        ApplicationFailure failure = ApplicationFailure.of("no", "t");
        Payments stub = definitions.activityStub(Payments.class, (activity, arguments) -> {
            throw failure;
        });

        assertThatThrownBy(() -> stub.charge("a", 1)).isSameAs(failure);
    }

    @Test
    void stubOfAnUnregisteredTypeIsRefused() {
        Definitions definitions = builder().build();

        assertThatThrownBy(() -> definitions.activityStub(Payments.class, recording))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_BEAN_MISSING));
    }

    @Test
    void contractOfATypeThatIsOnlyCalledIsKnown() {
        Definitions definitions = builder().build();

        assertThat(definitions.contract(WorkflowContractTests.Refund.class).name())
                .isEqualTo("Refund");
        assertThatThrownBy(() -> definitions.contract(String.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_NOT_ANNOTATED));
    }

    private static DefinitionsBuilder builder() {
        return Definitions.builder(new JacksonPayloadConverter());
    }

    @Workflow
    static class Order {
        Order(WorkflowContext context, Payments payments, Clock clock, RandomGenerator random) {}

        @WorkflowMethod
        void run() {}
    }

    @Workflow(failureTypes = IOException.class)
    static class Failing {
        Failing() throws IOException {
            throw new IOException("constructor");
        }

        @WorkflowMethod
        void run() {}
    }

    interface Unrelated {
        default void notAnActivity() {}
    }

    abstract static class Base<T> implements Unrelated {
        public void inherited() {}

        public abstract String overridden(T value);
    }

    @Activity(
            startToCloseTimeout = "10s",
            taskQueue = "annotated",
            retry = @Retry(maximumAttempts = 3, nonRetryable = IOException.class))
    static class Payments extends Base<String> {

        public static void helper() {}

        public int charge(String order, int amount) {
            return amount;
        }

        @ActivityMethod(
                name = "give-back",
                startToCloseTimeout = "2m",
                scheduleToStartTimeout = "1h",
                scheduleToCloseTimeout = "P1D",
                retry = @Retry(initialInterval = "500ms", backoffCoefficient = 3))
        public void refund(List<String> orders) {}

        @Override
        public String overridden(String value) {
            return value;
        }

        void hidden() {}

        protected void alsoHidden() {}

        @Override
        public String toString() {
            return "the real one";
        }
    }

    interface Sender<T> {
        T send(T text);
    }

    @Activity(name = "mail")
    interface Mail extends Sender<String> {
        default String sendTwice(String text) {
            return send(send(text));
        }
    }

    @Activity
    interface Letter extends Sender<String> {}
}
