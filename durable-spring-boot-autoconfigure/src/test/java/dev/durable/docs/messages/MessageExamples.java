package dev.durable.docs.messages;

import dev.durable.client.SignalOptions;
import dev.durable.client.StartedUpdate;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowHandle;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class MessageExamples {

    private final WorkflowClient client;
    private final JdbcTemplate jdbc;

    MessageExamples(WorkflowClient client, JdbcTemplate jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    String update(String id, Address address) {
        // region update
        try {
            Address known = client.workflow(DeliveryWorkflow.class, id).update(w -> w.changeAddress(address));
            return "goes to " + known.city();
        } catch (UpdateFailedException e) {
            return e.isRejected() ? "rejected: " + e.getCause().getMessage() : "failed";
        }
        // endregion
    }

    Address startUpdate(String id, Address address, String requestId) {
        // region start-update
        UpdateHandle<Address> change = client.workflow(DeliveryWorkflow.class, id)
                .startUpdate(
                        UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId(requestId),
                        w -> w.changeAddress(address));
        Address known = change.result(Duration.ofSeconds(10));
        // endregion
        return known;
    }

    Address getUpdate(String id, String requestId) {
        // region get-update
        Address known = client.workflow(id).getUpdate(requestId, Address.class).result();
        // endregion
        return known;
    }

    // region transaction
    @Transactional // the row and the request are both there, or neither
    public UpdateHandle<Address> move(String customer, String id, Address address) {
        jdbc.update("update customer set city = ? where name = ?", address.city(), customer);
        return client.workflow(DeliveryWorkflow.class, id)
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.changeAddress(address));
    }
    // endregion

    void signalOnce(String id, String requestId, String item) {
        // region signal-once
        client.workflow(BasketWorkflow.class, id).signal(SignalOptions.requestId(requestId), w -> w.add(item));
        // endregion
    }

    WorkflowHandle<List<String>> signalWithStart(String customer, String item) {
        // region signal-with-start
        WorkflowHandle<List<String>> basket = client.newWorkflow(BasketWorkflow.class)
                .id("basket-" + customer)
                .withSignal(w -> w.add(item)) // for the new run, or for the one that is open
                .start(w -> w.fill(customer));
        // endregion
        return basket;
    }

    int updateWithStart(String customer, String item) {
        // region update-with-start
        StartedUpdate<Integer, List<String>> added = client.newWorkflow(BasketWorkflow.class)
                .id("basket-" + customer)
                .<Integer>withUpdate(w -> w.addAndCount(item))
                .start(w -> w.fill(customer));
        int count = added.update().result();
        // endregion
        return count;
    }

    WorkflowHandle<List<String>> useExisting(String customer) {
        // region use-existing
        WorkflowHandle<List<String>> basket = client.newWorkflow(BasketWorkflow.class)
                .id("basket-" + customer)
                .idConflictPolicy(WorkflowIdConflictPolicy.USE_EXISTING)
                .runTimeout(Duration.ofDays(31))
                .start(w -> w.fill(customer));
        // endregion
        return basket;
    }

    List<String> waiting(String id) {
        // region waiting
        List<String> names = client.workflow(id).describe().waitingMessages().stream()
                .map(WorkflowDescription.WaitingMessage::name)
                .toList();
        // endregion
        return names;
    }

    List<String> look(String id) {
        // region look
        List<String> lines = client.workflow(id).waitingFor();
        String stacks = client.workflow(id).stackTrace();
        // endregion
        return List.of(String.join("\n", lines), stacks);
    }
}
