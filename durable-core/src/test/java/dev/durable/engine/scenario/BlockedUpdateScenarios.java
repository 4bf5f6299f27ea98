package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.client.StartedUpdate;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowDescription.WaitingMessage;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.NextCode;
import dev.durable.interceptor.RunInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Updates of runs whose code gets nothing at the moment: they are stored, and taken when it does. */
public interface BlockedUpdateScenarios extends EngineScenarios {

    @Test
    default void updateOfAPausedRunWaitsUntilItIsResumed() {
        TestEngine owner = account().nodeName("owner").start();
        TestEngine client = account().clientOnly().start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");

        List<CompletableFuture<Integer>> updates = List.of(owner, client).stream()
                .map(engine -> CompletableFuture.supplyAsync(
                        () -> engine.workflow(Account.class, "account").<Integer>update(w -> w.deposit(1))))
                .toList();
        engines().until(() -> engines().run("account").pendingMessages() == 2);
        handle.signal("unknown");
        assertThat(updates).noneMatch(CompletableFuture::isDone);
        handle.unpause("looked");

        assertThat(updates.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    default void updateOfAPausedRunOutlivesItsCallerAndKeepsItsPlaceBeforeALaterSignal() {
        TestEngine owner =
                account().nodeName("owner").callTimeout(Duration.ofMillis(200)).start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");

        DurableException refusal = deposit(owner, 3);
        handle.signal("close");

        assertThat(refusal.code()).isEqualTo(ErrorCode.UPDATE_NOT_ACCEPTED);
        assertThat(refusal.what()).contains("is paused", "is stored", "when it is resumed");
        assertThat(handle.describe().waitingMessages())
                .extracting(WaitingMessage::name)
                .containsExactly("deposit", "close");
        handle.unpause("looked");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()",
                        "paused: look first",
                        "unpaused: looked",
                        "update deposit(3)",
                        "update 4 completed: 3",
                        "signal close()",
                        "complete 3");
    }

    @Test
    default void updateOfAPausedRunThatIsAskedForAgainUnderItsIdHappensOnce() {
        TestEngine owner =
                account().nodeName("owner").callTimeout(Duration.ofMillis(200)).start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");

        for (int i = 0; i < 2; i++) {
            owner.workflow(Account.class, "account")
                    .<Integer>startUpdate(
                            UpdateOptions.waitFor(UpdateStage.ADMITTED).withUpdateId("mine"), w -> w.deposit(3));
        }
        handle.unpause("looked");

        engines().until(() -> engines().run("account").pendingMessages() == 0);
        assertThat(owner.workflow(Account.class, "account").query(Account::balance))
                .isEqualTo(3);
    }

    @Test
    default void updateOfAPausedRunIsRejectedWhenItIsResumed() {
        TestEngine owner = account().nodeName("owner").start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");

        CompletableFuture<Integer> update = CompletableFuture.supplyAsync(
                () -> owner.workflow(Account.class, "account").<Integer>update(w -> w.deposit(-1)));
        engines().until(() -> engines().run("account").pendingMessages() == 1);
        handle.unpause("looked");

        assertThat(update)
                .failsWithin(EngineFixture.PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        UpdateFailedException.class,
                        rejection -> assertThat(rejection.isRejected()).isTrue());
        assertThat(EventText.of(handle.history()))
                .containsExactly("started()", "paused: look first", "unpaused: looked");
    }

    @Test
    default void updateThatFindsItsRunPausedOutlivesACrash() {
        TestEngine owner =
                account().nodeName("owner").callTimeout(Duration.ofMillis(200)).start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");
        deposit(owner, 3);
        owner.crash();

        TestEngine next = account().nodeName("owner").start();
        next.workflow("account").unpause("looked");

        engines().until(() -> next.workflow(Account.class, "account").query(Account::balance) == 3);
    }

    @Test
    default void updateThatComesWithAStartAndFindsTheOpenRunPausedIsStored() {
        TestEngine owner =
                account().nodeName("owner").callTimeout(Duration.ofMillis(200)).start();
        WorkflowHandle<Integer> handle = start(owner);
        handle.pause("look first");

        StartedUpdate<Integer, Integer> started = owner.client()
                .newWorkflow(Account.class)
                .id("account")
                .<Integer>withUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.deposit(3))
                .start(Account::run);
        handle.unpause("looked");

        assertThat(started.update().result(EngineFixture.PATIENCE)).isEqualTo(3);
    }

    @Test
    default void updateOfARunWhoseCodeFailsOutlivesItsCaller() {
        AtomicBoolean wrong = new AtomicBoolean(true);
        TestEngine owner = account()
                .configure(engine -> engine.workflowInterceptor(run -> failingIf(wrong)))
                .callTimeout(Duration.ofMillis(200))
                .start();
        WorkflowHandle<Integer> handle = start(owner);
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());

        DurableException refusal = deposit(owner, 3);
        assertThat(handle.describe().waitingMessages())
                .extracting(WaitingMessage::name)
                .containsExactly("deposit");
        wrong.set(false);

        assertThat(refusal.code()).isEqualTo(ErrorCode.UPDATE_NOT_ACCEPTED);
        assertThat(refusal.what()).contains("is stored").doesNotContain("paused");
        engines().until(() -> owner.workflow(Account.class, "account").query(Account::balance) == 3);
    }

    private static RunInterceptor failingIf(AtomicBoolean wrong) {
        return new RunInterceptor() {
            @Override
            public @Nullable Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                if (wrong.get()) {
                    throw new IllegalStateException("something is wrong here");
                }
                return next.proceed(call);
            }
        };
    }

    private DurableException deposit(TestEngine engine, int amount) {
        return catchThrowableOfType(
                DurableException.class,
                () -> engine.workflow(Account.class, "account").<Integer>update(w -> w.deposit(amount)));
    }

    private TestEngineBuilder account() {
        return engines().engine().workflow(Account.class).activity(GatedWork.class, new Gates());
    }

    private static WorkflowHandle<Integer> start(TestEngine engine) {
        return engine.client().newWorkflow(Account.class).id("account").start(Account::run);
    }
}
