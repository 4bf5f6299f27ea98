package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UndecodableSignals;
import dev.durable.annotation.UnfinishedPolicy;
import dev.durable.annotation.UnknownSignals;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JacksonPayloadConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates, validators and what a workflow type says about its messages and runs. */
class UpdateDeclarationTests {

    @Test
    void updatesAreFoundWithTheirValidators() throws Exception {
        WorkflowContract contract = WorkflowContract.of(Shop.class);

        assertThat(contract.updates()).containsOnlyKeys("change", "restock");
        assertThat(contract.updateValidators()).containsOnlyKeys("change");
        assertThat(contract.handlerOf(Shop.class.getMethod("changePrice", String.class, Map.class)))
                .get()
                .extracting(ContractHandler::kind)
                .isEqualTo(Kind.UPDATE);
        assertThat(contract.handlerOf(Shop.class.getMethod("check", String.class, Map.class)))
                .as("callers do not call validators")
                .isEmpty();
        assertThat(contract.isAbandonable("restock")).isTrue();
        assertThat(contract.isAbandonable("change")).isFalse();
        assertThat(contract.isAbandonable("hurry")).isTrue();
    }

    @Test
    void signaturesAreReadable() {
        WorkflowContract contract = WorkflowContract.of(Shop.class);

        assertThat(contract.updates().get("change").signature())
                .isEqualTo("change(String, Map<String, Price>): Price[]");
        assertThat(contract.updates().get("restock").signature()).isEqualTo("restock()");
        assertThat(contract.signals().get("hurry").signature()).isEqualTo("hurry(int)");
        assertThat(contract.queries().get("prices").signature()).isEqualTo("prices(): List<Price>");
    }

    @Test
    void typesSayWhatBecomesOfTheirMessagesAndRuns() {
        WorkflowContract strict = WorkflowContract.of(Shop.class);
        WorkflowContract plain = WorkflowContract.of(Plain.class);

        assertThat(strict.refusesUnknownSignals()).isTrue();
        assertThat(strict.isBlockedByUndecodableSignals()).isTrue();
        assertThat(strict.runDefaults().runTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(strict.runDefaults().retry())
                .isNotNull()
                .satisfies(retry -> assertThat(retry.maximumAttempts()).isEqualTo(4));
        assertThat(plain.refusesUnknownSignals()).isFalse();
        assertThat(plain.isBlockedByUndecodableSignals()).isFalse();
        assertThat(plain.runDefaults()).isEqualTo(RunDefaults.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ValidatorOfNothing.class,
                ValidatorWithOtherParameters.class,
                ValidatorWithResult.class,
                TwoValidators.class,
                UpdateNamedAsSignal.class,
                UpdateThatIsAQuery.class
            })
    void mistakesInHandlersAreFound(Class<?> type) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> WorkflowContract.of(type))
                .withMessageContaining(type.getName())
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.HANDLER_ILLEGAL);
    }

    @Test
    void typesOfUpdatesMustBeStorable() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> Definitions.builder(new JacksonPayloadConverter())
                        .workflow(UpdateWithOddParameter.class)
                        .build())
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SIGNATURE_NOT_SERIALIZABLE);
    }

    @ParameterizedTest
    @ValueSource(classes = {ZeroTimeout.class, TwoRetries.class, ImpossibleRetry.class})
    void impossibleDefaultsAreFound(Class<?> type) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> WorkflowContract.of(type))
                .withMessageContaining("@Workflow on " + type.getName())
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.OPTION_ILLEGAL);
    }

    record Price(int cents) {}

    abstract static class Base {

        @WorkflowMethod
        public void run() {}
    }

    @Workflow(
            runTimeout = "5m",
            retry = @Retry(maximumAttempts = 4),
            unknownSignals = UnknownSignals.REFUSE,
            undecodableSignals = UndecodableSignals.BLOCK)
    static class Shop extends Base {

        @UpdateMethod(name = "change")
        public Price[] changePrice(String item, Map<String, Price> prices) {
            return new Price[0];
        }

        @UpdateValidatorMethod(updateName = "change")
        public void check(String item, Map<String, Price> prices) {}

        @UpdateMethod(unfinishedPolicy = UnfinishedPolicy.ABANDON)
        public void restock() {}

        @SignalMethod(unfinishedPolicy = UnfinishedPolicy.ABANDON)
        public void hurry(int percent) {}

        @QueryMethod
        public List<? extends Price> prices() {
            return List.of();
        }
    }

    @Workflow
    static class Plain extends Base {}

    @Workflow
    static class ValidatorOfNothing extends Base {

        @UpdateValidatorMethod(updateName = "add")
        public void check(int number) {}
    }

    @Workflow
    static class ValidatorWithOtherParameters extends Base {

        @UpdateMethod
        public void add(int number) {}

        @UpdateValidatorMethod(updateName = "add")
        public void check(long number) {}
    }

    @Workflow
    static class ValidatorWithResult extends Base {

        @UpdateMethod
        public void add(int number) {}

        @UpdateValidatorMethod(updateName = "add")
        public boolean check(int number) {
            return true;
        }
    }

    @Workflow
    static class TwoValidators extends Base {

        @UpdateMethod
        public void add(int number) {}

        @UpdateValidatorMethod(updateName = "add")
        public void check(int number) {}

        @UpdateValidatorMethod(updateName = "add")
        public void checkAgain(int number) {}
    }

    @Workflow
    static class UpdateNamedAsSignal extends Base {

        @UpdateMethod
        public void add(int number) {}

        @SignalMethod(name = "add")
        public void addSignal(int number) {}
    }

    @Workflow
    static class UpdateThatIsAQuery extends Base {

        @UpdateMethod
        @QueryMethod
        public int add(int number) {
            return number;
        }
    }

    @Workflow
    static class UpdateWithOddParameter extends Base {

        @UpdateMethod
        public void add(Thread thread, AtomicReference<Thread> other) {}
    }

    @Workflow(runTimeout = "0s")
    static class ZeroTimeout extends Base {}

    @Workflow(retry = {@Retry, @Retry})
    static class TwoRetries extends Base {}

    @Workflow(retry = @Retry(backoffCoefficient = 0.5))
    static class ImpossibleRetry extends Base {}
}
