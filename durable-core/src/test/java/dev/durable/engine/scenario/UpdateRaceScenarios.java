package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Updates that race with the end of the run, with each other and with engines that come and go: carried out once, or not at all. */
public interface UpdateRaceScenarios extends EngineScenarios {

    @Test
    default void updateRacingWithCompletionIsCarriedOutOrRefused() {
        TestEngine owner = account(new Gates().open("check")).start();
        TestEngine client = account(new Gates()).clientOnly().start();

        for (int round = 0; round < 25; round++) {
            String id = "account-" + round;
            owner.client().newWorkflow(Account.class).id(id).start(Account::run);
            CountDownLatch begin = new CountDownLatch(1);
            List<CompletableFuture<List<Integer>>> callers = new ArrayList<>();
            for (TestEngine engine : List.of(owner, client, owner)) {
                callers.add(CompletableFuture.supplyAsync(() -> {
                    await(begin);
                    return depositUntilRefused(engine.workflow(Account.class, id));
                }));
            }
            begin.countDown();
            owner.workflow(Account.class, id).signal(Account::close);

            List<Integer> answers = new ArrayList<>();
            callers.forEach(caller -> answers.addAll(caller.join()));
            engines().until(() -> engines().run(id).status().isClosed());
            assertThat(results(id)).as("round %d", round).containsAll(answers);
            assertThat(answers).doesNotHaveDuplicates();
        }
    }

    @Test
    default void updatesWhileEnginesComeAndGoAreCarriedOutOnce() {
        TestEngine client = account(new Gates()).clientOnly().start();
        TestEngine owner = account(new Gates().open("check")).start();
        owner.client().newWorkflow(Account.class).id("account").start(Account::run);

        CompletableFuture<Set<Integer>> answers = CompletableFuture.supplyAsync(() -> {
            Set<Integer> balances = new TreeSet<>();
            for (int i = 0; i < 24; i++) {
                TestEngine from = i % 2 == 0 ? owner : client;
                TypedWorkflowExecution<Account> account = from.workflow(Account.class, "account");
                balances.add(
                        i % 3 == 0
                                ? account.update(w -> w.deposit(1))
                                : account.update(w -> w.depositChecked(1, "check")));
            }
            return balances;
        });
        while (!answers.isDone()) {
            owner.stop();
            owner.start();
            owner.engine().evictIdleRuns();
        }

        assertThat(answers.join())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
    }

    @Test
    default void manyCallersOfOneUpdateGetOneOutcome() {
        Gates gates = new Gates();
        TestEngine owner = account(gates).start();
        TestEngine client = account(new Gates()).clientOnly().start();
        owner.client().newWorkflow(Account.class).id("account").start(Account::run);
        UpdateOptions once = UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("once");

        List<CompletableFuture<Integer>> callers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? owner : client)
                        .workflow(Account.class, "account")
                        .<Integer>startUpdate(once, w -> w.depositChecked(i + 1, "check"))
                        .result(EngineFixture.PATIENCE)))
                .toList();
        gates.awaitBegun(engines(), "check");
        owner.engine().evictIdleRuns();
        gates.open("check");

        assertThat(callers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(engines().history("account"))
                .filteredOn(WorkflowExecutionUpdateAccepted.class::isInstance)
                .hasSize(1);
    }

    @Test
    default void updateWhoseHandlerRunsSurvivesEvictionAndCrash() {
        TestEngine first = account(new Gates()).start();
        TestEngine client = account(new Gates()).clientOnly().start();
        WorkflowHandle<Integer> handle =
                first.client().newWorkflow(Account.class).id("account").start(Account::run);
        UpdateOptions accepted = UpdateOptions.waitFor(UpdateStage.ACCEPTED);
        UpdateHandle<Integer> one =
                first.workflow(Account.class, "account").startUpdate(accepted, w -> w.depositChecked(1, "one"));
        first.engine().evictIdleRuns();
        UpdateHandle<Integer> other = first.workflow(Account.class, "account")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), w -> w.depositChecked(2, "other"));
        first.engine().evictIdleRuns();

        first.crash();
        TestEngine next = account(new Gates().open("other")).start();
        int afterOther = client.workflow("account")
                .getUpdate(other.updateId(), Integer.class)
                .result(EngineFixture.PATIENCE);
        assertThat(afterOther).isEqualTo(2);
        next.crash();
        TestEngine last = account(new Gates().open("one")).start();

        assertThat(client.workflow("account")
                        .getUpdate(one.updateId(), Integer.class)
                        .result(EngineFixture.PATIENCE))
                .isEqualTo(3);
        last.workflow(Account.class, "account").signal(Account::close);
        assertThat(client.workflow("account").result(Integer.class, EngineFixture.PATIENCE))
                .isEqualTo(3);
        assertThat(handle.workflowId()).isEqualTo("account");
    }

    private TestEngineBuilder account(Gates gates) {
        return engines()
                .engine()
                .workflow(Account.class)
                .activity(GatedWork.class, gates)
                .nodeName("owner-" + System.identityHashCode(this));
    }

    private static List<Integer> depositUntilRefused(TypedWorkflowExecution<Account> account) {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            boolean checked = i % 2 == 0;
            try {
                answers.add(
                        checked
                                ? account.update(w -> w.depositChecked(1, "check"))
                                : account.update(w -> w.deposit(1)));
            } catch (UpdateFailedException e) {
                // accepted but cut off, or looked at by its owner when the run had closed
                assertThat(e.code()).isIn(ErrorCode.UPDATE_ABANDONED, ErrorCode.UPDATE_REJECTED);
                return answers;
            } catch (DurableException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
                return answers;
            }
        }
        return answers;
    }

    private List<Integer> results(String workflowId) {
        return engines().history(workflowId).stream()
                .filter(WorkflowExecutionUpdateCompleted.class::isInstance)
                .map(event -> Integer.valueOf(
                        ((WorkflowExecutionUpdateCompleted) event).result().data()))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
