package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JacksonPayloadConverter;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each mistake in declarations stops the start with its code and with the names that help to find it. */
class DeclarationMistakesTests {

    private final DefinitionsBuilder builder = Definitions.builder(new JacksonPayloadConverter());

    @Test
    void activityBeanIsMissing() {
        builder.workflow(Orders.class);

        assertFails(
                ErrorCode.ACTIVITY_BEAN_MISSING,
                Orders.class.getName(),
                Payments.class.getName(),
                "parameter 1",
                "no bean implements");
    }

    @Test
    void activityNamesAreAmbiguous() {
        builder.activity(Overloaded.class, Object::new);

        assertFails(
                ErrorCode.ACTIVITY_NAME_AMBIGUOUS,
                "'Overloaded.pay'",
                "Overloaded.pay(String)",
                "Overloaded.pay(String, int)");
    }

    @Test
    void activityTypeIsRegisteredTwice() {
        builder.activity(Payments.class, Object::new).activity(Payments.class, Object::new);

        assertFails(ErrorCode.ACTIVITY_NAME_AMBIGUOUS, "'Payments.pay'");
    }

    @Test
    void typeIsNoActivityType() {
        builder.activity(String.class, String::new);

        assertFails(ErrorCode.TYPE_NOT_ANNOTATED, "java.lang.String", "@Activity");
    }

    @Test
    void constructorParameterCannotBeSupplied() {
        builder.workflow(TakesService.class);

        assertFails(
                ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL,
                TakesService.class.getName(),
                "java.util.List as parameter 1",
                "does not carry @Activity",
                "move everything else into an activity");
    }

    @Test
    void constructorTakesTheImplementationOfAnActivityInterface() {
        builder.workflow(TakesImplementation.class).activity(Port.class, Adapter::new);

        assertFails(ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL, "take " + Port.class.getName());
    }

    @Test
    void thereAreSeveralConstructors() {
        builder.workflow(TwoConstructors.class);

        assertFails(ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL, TwoConstructors.class.getName(), "2 constructors");
    }

    @Test
    void workflowIsAnInnerClass() {
        builder.workflow(Inner.class);

        assertFails(ErrorCode.WORKFLOW_CONSTRUCTOR_ILLEGAL, Inner.class.getName(), "make it static");
    }

    @Test
    void workflowHasNoMainMethod() {
        builder.workflow(NoMain.class);

        assertFails(ErrorCode.WORKFLOW_METHOD_NOT_UNIQUE, NoMain.class.getName());
    }

    @Test
    void parameterOfAnActivityCannotBeStored() {
        builder.activity(TakesStream.class, Object::new);

        assertFails(
                ErrorCode.SIGNATURE_NOT_SERIALIZABLE,
                "TakesStream.upload(String, InputStream)",
                "parameter 2",
                "java.io.InputStream",
                "is a resource");
    }

    @Test
    void resultOfAnActivityCannotBeStored() {
        builder.activity(ReturnsThread.class, Object::new);

        assertFails(ErrorCode.SIGNATURE_NOT_SERIALIZABLE, "the result", "java.lang.Thread");
    }

    @Test
    void signaturesOfWorkflowsCannotBeStored() {
        builder.workflow(SignalTakesCode.class);

        assertFails(ErrorCode.SIGNATURE_NOT_SERIALIZABLE, "SignalTakesCode.signal(Runnable)", "java.lang.Runnable");
    }

    @Test
    void typeVariableOfAnActivityIsNotKnown() {
        builder.activity(Open.class, Object::new);

        assertFails(ErrorCode.SIGNATURE_NOT_SERIALIZABLE, "Open.handle(Object)", "type variable T");
    }

    @Test
    void workflowNamesAreAmbiguous() {
        builder.workflow(First.class).workflow(Second.class);

        assertFails(ErrorCode.WORKFLOW_NAME_AMBIGUOUS, "'same'", First.class.getName(), Second.class.getName());
    }

    @Test
    void workflowInterfaceHasSeveralImplementations() {
        builder.workflow(OneImplementation.class).workflow(AnotherImplementation.class);

        assertFails(
                ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE,
                Contract.class.getName(),
                OneImplementation.class.getName(),
                AnotherImplementation.class.getName());
    }

    @Test
    void workflowInterfaceHasNoImplementation() {
        builder.workflow(Contract.class);

        assertFails(ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE, Contract.class.getName(), "no implementation");
    }

    @Test
    void typesAreFinal() {
        assertFails(
                Definitions.builder(new JacksonPayloadConverter()).activity(FinalActivity.class, Object::new),
                ErrorCode.TYPE_NOT_STUBBABLE,
                FinalActivity.class.getName(),
                "is final");
        assertFails(
                Definitions.builder(new JacksonPayloadConverter()).workflow(FinalWorkflow.class),
                ErrorCode.TYPE_NOT_STUBBABLE,
                FinalWorkflow.class.getName());
    }

    @Test
    void activityMethodIsFinal() {
        builder.activity(FinalMethod.class, Object::new);

        assertFails(ErrorCode.TYPE_NOT_STUBBABLE, "FinalMethod.pay()", "is final");
    }

    @Test
    void annotatedActivityMethodIsNotPublic() {
        builder.activity(NotPublic.class, Object::new);

        assertFails(ErrorCode.ACTIVITY_METHOD_ILLEGAL, "NotPublic.pay()");
    }

    @Test
    void activityTypeHasNoActivity() {
        builder.activity(Nothing.class, Object::new);

        assertFails(ErrorCode.ACTIVITY_METHOD_ILLEGAL, Nothing.class.getName(), "no public method");
    }

    @Test
    void handlerIsIllegal() {
        builder.workflow(QueryWithoutResult.class);

        assertFails(ErrorCode.HANDLER_ILLEGAL, "QueryWithoutResult.query()");
    }

    @Test
    void durationIsNotUnderstood() {
        builder.activity(BadDuration.class, Object::new);

        assertFails(
                ErrorCode.OPTION_ILLEGAL,
                "@Activity on " + BadDuration.class.getName(),
                "startToCloseTimeout",
                "'10 parsecs' is not a duration");
    }

    @Test
    void durationOfAMethodIsNotUnderstood() {
        builder.activity(BadMethodDuration.class, Object::new);

        assertFails(
                ErrorCode.OPTION_ILLEGAL,
                "@ActivityMethod on ",
                "BadMethodDuration.pay()",
                "retry.initialInterval",
                "'soon'");
    }

    @Test
    void timeoutIsZero() {
        builder.activity(ZeroTimeout.class, Object::new);

        assertFails(ErrorCode.OPTION_ILLEGAL, "ZeroTimeout.pay", "heartbeat timeout must be positive");
    }

    @Test
    void retryIsImpossible() {
        builder.activity(ShrinkingRetry.class, Object::new);

        assertFails(ErrorCode.OPTION_ILLEGAL, "ShrinkingRetry.pay", "backoffCoefficient must be at least 1");
    }

    @Test
    void negativeNumberIsNoWayToLeaveARetryOpen() {
        builder.activity(NegativeAttempts.class, Object::new);

        assertFails(
                ErrorCode.OPTION_ILLEGAL,
                "NegativeAttempts.pay",
                "maximumAttempts must be 0 (unlimited) or more but is -1");
    }

    @Test
    void negativeCoefficientIsIllegal() {
        builder.activity(NegativeCoefficient.class, Object::new);

        assertFails(
                ErrorCode.OPTION_ILLEGAL, "NegativeCoefficient.pay", "backoffCoefficient must be at least 1 but is -1");
    }

    @Test
    void configuredOptionsDoNotFitTheDeclaredOnes() {
        builder.activity(Payments.class, Object::new)
                .activityOptions(Map.of(
                        "Payments.pay",
                        ActivityOptions.NONE.withRetry(
                                new RetryOptions(null, null, Duration.ofMillis(1), null, null))));

        assertFails(ErrorCode.OPTION_ILLEGAL, "Payments.pay", "must not be shorter than initialInterval");
    }

    @Test
    void configuredOptionsNameNoActivity() {
        builder.activity(Payments.class, Object::new)
                .activityOptions(Map.of("Paymemts.pay", ActivityOptions.NONE.withTaskQueue("q")));

        assertFails(ErrorCode.OPTION_ILLEGAL, "[Paymemts.pay]", "[Payments.pay]");
    }

    private void assertFails(ErrorCode code, String... parts) {
        assertFails(builder, code, parts);
    }

    private static void assertFails(DefinitionsBuilder builder, ErrorCode code, String... parts) {
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }

    abstract static class Main {
        @WorkflowMethod
        void run() {}
    }

    @Activity
    static class Payments {
        public void pay() {}
    }

    @Workflow
    static class Orders extends Main {
        Orders(Payments payments) {}
    }

    @Activity
    static class Overloaded {
        public void pay(String to) {}

        public void pay(String to, int amount) {}
    }

    @Workflow
    static class TakesService extends Main {
        TakesService(List<String> service) {}
    }

    @Activity
    interface Port {
        void pay();
    }

    static class Adapter implements Port {
        @Override
        public void pay() {}
    }

    @Workflow
    static class TakesImplementation extends Main {
        TakesImplementation(Adapter adapter) {}
    }

    @Workflow
    static class TwoConstructors extends Main {
        TwoConstructors() {}

        TwoConstructors(Payments payments) {}
    }

    @Workflow
    class Inner extends Main {}

    @Workflow
    static class NoMain {}

    @Activity
    static class TakesStream {
        public void upload(String name, InputStream content) {}
    }

    @Activity
    static class ReturnsThread {
        public Thread start() {
            return Thread.currentThread();
        }
    }

    @Workflow
    static class SignalTakesCode extends Main {
        @SignalMethod
        void signal(Runnable code) {}
    }

    @Activity
    static class Open<T> {
        public void handle(T value) {}
    }

    @Workflow(name = "same")
    static class First extends Main {}

    @Workflow(name = "same")
    static class Second extends Main {}

    @Workflow
    interface Contract {
        @WorkflowMethod
        void run();
    }

    static class OneImplementation implements Contract {
        @Override
        public void run() {}
    }

    static class AnotherImplementation implements Contract {
        @Override
        public void run() {}
    }

    @Activity
    static final class FinalActivity {
        public void pay() {}
    }

    @Workflow
    static final class FinalWorkflow extends Main {}

    @Activity
    static class FinalMethod {
        public final void pay() {}
    }

    @Activity
    static class NotPublic {
        public void other() {}

        @ActivityMethod
        void pay() {}
    }

    @Activity
    static class Nothing {
        void pay() {}
    }

    @Workflow
    static class QueryWithoutResult extends Main {
        @QueryMethod
        void query() {}
    }

    @Activity(startToCloseTimeout = "10 parsecs")
    static class BadDuration {
        public void pay() {}
    }

    @Activity
    static class BadMethodDuration {
        @ActivityMethod(retry = @Retry(initialInterval = "soon"))
        public void pay() {}
    }

    @Activity(heartbeatTimeout = "0s")
    static class ZeroTimeout {
        public void pay() {}
    }

    @Activity
    static class NegativeAttempts {
        @ActivityMethod(retry = @Retry(maximumAttempts = -1))
        public void pay() {}
    }

    @Activity
    static class NegativeCoefficient {
        @ActivityMethod(retry = @Retry(backoffCoefficient = -1))
        public void pay() {}
    }

    @Activity(retry = @Retry(backoffCoefficient = 0.5))
    static class ShrinkingRetry {
        public void pay() {}
    }
}
