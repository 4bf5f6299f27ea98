package dev.durable.test.ledger;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.test.DurableTest;
import dev.durable.test.DurableTestEngine;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Transactional activities where there are no transactions but those of the store. */
class LedgerSliceTests {

    @Nested
    @DurableTest
    class WithItsActivities {

        @Autowired
        private WorkflowClient workflows;

        @MockitoBean
        private Entries entries;

        @MockitoBean
        private Auditor auditor;

        @Test
        void transactionalActivitiesAreExecuted() {
            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

            assertThat(run).completesWith("booked rent, noted rent noted").hasNoFailedAttempts();
        }

        @Test
        void failedAttemptIsMadeAgain() {
            doThrow(new IllegalStateException("no")).doNothing().when(auditor).look("rent");
            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

            assertThat(run).completesWith("booked rent, noted rent noted");

            verify(entries, times(2)).add("rent");
        }

        @Test
        void attemptThatACrashInterruptsIsMadeAgain(@Autowired DurableTestEngine engine) {
            doAnswer(call -> {
                        engine.crash();
                        return null;
                    })
                    .doNothing()
                    .when(entries)
                    .add("rent");
            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));
            engine.awaitRest();

            assertThat(run).completesWith("booked rent, noted rent noted");

            verify(entries, times(2)).add("rent");
        }
    }

    @Nested
    @DurableTest
    class WithMocks {

        @Autowired
        private WorkflowClient workflows;

        @MockitoBean
        private Ledger ledger;

        @MockitoBean
        private Journal journal;

        @Test
        void transactionalActivitiesMayBeMocks() {
            when(ledger.book("rent")).thenReturn("mocked");
            when(journal.note("rent noted"))
                    .thenThrow(new IllegalStateException("no"))
                    .thenReturn("mocked, too");
            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

            assertThat(run).completesWith("mocked, mocked, too");
        }
    }
}
