package dev.durable.autoconfigure.apps.shop;

import dev.durable.client.WorkflowClient;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Writes a row and starts a workflow in one transaction. */
public class ShopService {

    private final WorkflowClient client;
    private final JdbcTemplate jdbc;

    ShopService(WorkflowClient client, JdbcTemplate jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Transactional
    public void welcome(String customer) {
        jdbc.update("insert into customer (name) values (?)", customer);
        client.newWorkflow(GreetingWorkflow.class).id("greet-" + customer).start(workflow -> workflow.greet(customer));
    }

    @Transactional
    public void welcomeAndFail(String customer) {
        welcome(customer);
        throw new IllegalStateException("after the start");
    }
}
