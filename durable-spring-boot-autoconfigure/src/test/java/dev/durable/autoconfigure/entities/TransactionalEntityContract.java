package dev.durable.autoconfigure.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.failure.ActivityFailure;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleNotFoundException;
import dev.durable.schedule.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Entities of the application, rows that it writes past Hibernate, and what the engine stores: one commit, or none. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TransactionalEntityContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ConfigurableApplicationContext application;
    private JdbcTemplate jdbc;
    private WorkflowClient client;

    abstract TestDatabase newDatabase();

    @BeforeAll
    void start() {
        TestDatabase database = newDatabase();
        application = new SpringApplicationBuilder(Stock.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password(),
                        "spring.jpa.hibernate.ddl-auto=create")
                .run();
        jdbc = application.getBean(JdbcTemplate.class);
        client = application.getBean(WorkflowClient.class);
        jdbc.execute("create table stock_note (text varchar(100) not null)");
        jdbc.update("insert into stock_item (sku) values ('taken')");
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void entityIsWrittenBeforeTheResultIsCommitted() {
        assertThat(execute("add", "book")).isEqualTo("attempt 1");

        assertThat(items("book")).isEqualTo(1);
        assertThat(notes("book%")).containsExactly("book");
    }

    @Test
    void keyThatIsTakenIsNoticedByTheFlushAndFailsTheAttemptAsAWhole() {
        assertThat(execute("addTaken", "pen")).isEqualTo("attempt 2");

        assertThat(items("pen")).isEqualTo(1);
        assertThat(notes("pen%")).containsExactly("pen in attempt 2");
        assertThat(client.workflow("addTaken-pen").describe().failedAttempts()).hasSize(1);
    }

    @Test
    void queryOfTheActivitySeesWhatItHasMade() {
        assertThat(execute("addAndCount", "cup")).isEqualTo("counted 1");

        assertThat(items("cup")).isEqualTo(1);
    }

    @Test
    void resultThatCannotBeEncodedLeavesNothing() {
        assertThatThrownBy(() -> execute("addForNothing", "hat"))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(ActivityFailure.class);

        assertThat(items("hat")).isZero();
    }

    @Test
    void startsAndSignalsOfAnAttemptThatFailsHaveNotHappened() {
        WorkflowHandle<String> listener =
                client.newWorkflow(StockWorkflow.class).id("listener").start(w -> w.run("listen", ""));

        assertThat(execute("addAndTell", "map")).isEqualTo("attempt 2");

        assertThat(listener.result(PATIENCE)).isEqualTo("heard");
        assertThat(client.workflow(StockWorkflow.class, "listener").query(StockWorkflow::everythingHeard))
                .containsExactly("map in attempt 2");
        assertThat(client.workflow("follow-map-2").result(String.class, PATIENCE))
                .isEqualTo("nothing");
        assertThatThrownBy(() -> client.workflow("follow-map-1").describe())
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    void activityThatOnlyReadsIsAnOrdinaryOne() {
        assertThat(execute("look", "all")).isEqualTo("read-only true");
    }

    @Test
    void transactionalMethodCalledAsALocalActivityHasATransactionOfItsOwn() {
        assertThat(execute("addLocally", "bag")).isEqualTo("attempt 1");

        assertThat(items("bag")).isEqualTo(1);
        assertThat(notes("bag")).hasSize(1);
    }

    @Test
    void changesOfSchedulesTakePartInTheTransactionOfEntities() {
        ScheduleClient schedules = application.getBean(ScheduleClient.class);
        TransactionTemplate transaction = application.getBean(TransactionTemplate.class);
        Schedule never = Schedule.of(
                ScheduleSpec.NEVER.withInterval(ScheduleInterval.every(Duration.ofDays(300))),
                schedules.action(StockWorkflow.class, w -> w.run("nothing", "")));

        transaction.executeWithoutResult(status -> {
            schedules.create("stocktaking", never);
            status.setRollbackOnly();
        });
        assertThatThrownBy(() -> schedules.schedule("stocktaking").describe())
                .isInstanceOf(ScheduleNotFoundException.class);
        transaction.executeWithoutResult(status -> schedules.create("stocktaking", never));
        transaction.executeWithoutResult(status -> {
            schedules.schedule("stocktaking").pause("not meant");
            status.setRollbackOnly();
        });

        assertThat(schedules
                        .schedule("stocktaking")
                        .describe()
                        .schedule()
                        .state()
                        .paused())
                .isFalse();
        transaction.executeWithoutResult(
                status -> schedules.schedule("stocktaking").delete());
        assertThatThrownBy(() -> schedules.schedule("stocktaking").describe())
                .isInstanceOf(ScheduleNotFoundException.class);
    }

    private String execute(String how, String sku) {
        return client.newWorkflow(StockWorkflow.class)
                .id(how + "-" + sku)
                .start(w -> w.run(how, sku))
                .result(PATIENCE);
    }

    private long items(String sku) {
        return jdbc.queryForObject("select count(*) from stock_item where sku = ?", Long.class, sku);
    }

    private List<String> notes(String like) {
        return jdbc.queryForList("select text from stock_note where text like ?", String.class, like);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        DurableAutoConfiguration.class
    })
    @AutoConfigurationPackage
    @Import(StockActivities.class)
    static class Stock {}
}
