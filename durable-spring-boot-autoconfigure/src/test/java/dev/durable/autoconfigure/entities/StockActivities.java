package dev.durable.autoconfigure.entities;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.client.WorkflowClient;
import jakarta.persistence.EntityManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes through Hibernate and past it, in the transaction that commits the result. */
@Activity(retry = @Retry(initialInterval = "20ms"))
class StockActivities {

    private final EntityManager entities;
    private final JdbcTemplate jdbc;
    private final ActivityContext activity;
    private final ObjectProvider<WorkflowClient> client;

    StockActivities(
            EntityManager entities,
            JdbcTemplate jdbc,
            ActivityContext activity,
            ObjectProvider<WorkflowClient> client) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.activity = activity;
        this.client = client;
    }

    /** Leaves the flush of the entity to the commit. */
    @Transactional
    public int add(String sku) {
        entities.persist(new StockItem(sku));
        note(sku);
        return attempt();
    }

    /** In the first attempt the key is taken, which nobody notices before the flush. */
    @Transactional
    public int addTaken(String sku) {
        note(sku + " in attempt " + attempt());
        entities.persist(new StockItem(attempt() == 1 ? "taken" : sku));
        return attempt();
    }

    /** Asks for what it has just made, so that Hibernate flushes first. */
    @Transactional
    public long addAndCount(String sku) {
        entities.persist(new StockItem(sku));
        return entities.createQuery("select count(*) from StockItem i where i.sku = :sku", Long.class)
                .setParameter("sku", sku)
                .getSingleResult();
    }

    /** Has a result that nobody can write down. */
    @Transactional
    public Object addForNothing(String sku) {
        entities.persist(new StockItem(sku));
        return new Endless();
    }

    /** Starts a workflow and signals another, and fails in its first attempt. */
    @Transactional
    public int addAndTell(String sku) {
        client.getObject()
                .newWorkflow(StockWorkflow.class)
                .id("follow-" + sku + "-" + attempt())
                .start(w -> w.run("nothing", sku));
        client.getObject().workflow("listener").signal("heard", sku + " in attempt " + attempt());
        entities.persist(new StockItem(sku));
        if (attempt() == 1) {
            throw new IllegalStateException("not yet");
        }
        return attempt();
    }

    /** Not transactional in the engine's sense: it only reads. */
    @Transactional(readOnly = true)
    public boolean look() {
        return TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }

    private int attempt() {
        return activity.info().attempt();
    }

    private void note(String text) {
        jdbc.update("insert into stock_note (text) values (?)", text);
    }

    /** Refers to itself. */
    static final class Endless {

        public Endless getSelf() {
            return this;
        }
    }
}
