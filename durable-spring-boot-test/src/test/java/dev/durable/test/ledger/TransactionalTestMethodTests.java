package dev.durable.test.ledger;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.test.AutoConfigureDurableTest;
import dev.durable.test.DurableTestEngine;
import dev.durable.test.TestStore;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.Commit;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.transaction.BeforeTransaction;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tests that are themselves executed in transactions, on the database that has the histories. */
// region transactional
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
@AutoConfigureDurableTest(store = TestStore.APPLICATION)
@Transactional
class TransactionalTestMethodTests {

    @Autowired
    private WorkflowClient workflows;

    @MockitoBean
    private Ledger ledger;

    @MockitoBean
    private Journal journal;

    @Test
    void startIsPartOfTheTransactionOfTheTest() {
        when(ledger.book("rent")).thenReturn("booked");
        when(journal.note("rent noted")).thenReturn("noted");
        WorkflowHandle<String> run =
                workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent")); // nothing runs yet

        TestTransaction.flagForCommit();
        TestTransaction.end();

        assertThat(run).completesWith("booked, noted");
    }
    // endregion

    @BeforeTransaction
    void nothingIsLeftOfTheTestBefore(@Autowired DurableTestEngine engine) {
        assertThat(engine.runs()).isEmpty();
    }

    @RepeatedTest(2)
    void startIsRolledBackWithTheTest(@Autowired DurableTestEngine engine) {
        workflows.newWorkflow(LedgerWorkflow.class).id("rolled-back").start(w -> w.run("rent"));

        assertThat(engine.runs()).hasSize(1);
    }

    @Test
    void resultCannotBeAwaitedInTheTransaction() {
        WorkflowHandle<String> run = workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(run::result)
                .returns(ErrorCode.RESULT_INSIDE_TRANSACTION, DurableException::code);
        verify(ledger, never()).book(any());
    }

    /** Were it committed by Spring, mocks would be reset by then, and the next test would find the run. */
    @RepeatedTest(2)
    @Commit
    void startThatIsCommittedWithTheTestIsDeleted() {
        workflows.newWorkflow(LedgerWorkflow.class).id("committed").start(w -> w.run("rent"));
    }

    @Test
    @Transactional(propagation = Propagation.NEVER)
    void testNeedNotHaveATransaction() {
        WorkflowHandle<String> run = workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

        assertThat(run).completes();
    }
    // region transactional
}
// endregion
