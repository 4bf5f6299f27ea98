package dev.durable.docs.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/** The samples about signals, queries and updates do what their page says. */
@SpringBootTest(
        properties = {
            "spring.datasource.generate-unique-name=true",
            "durable.activities.Courier.retry.maximum-attempts=1"
        })
class MessageGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Address HOME = new Address("1 Hill Road", "Porto");
    private static final Address WORK = new Address("2 Mill Lane", "Lisbon");

    @Autowired
    private WorkflowClient client;

    @Autowired
    private MessageExamples examples;

    @Autowired
    private Bank bank;

    @Autowired
    private Dispatch dispatch;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void customers() {
        jdbc.execute("create table if not exists customer (name varchar(20), city varchar(20))");
    }

    @Test
    void addressIsChangedUntilTheParcelIsOnItsWay() {
        WorkflowHandle<String> handle = deliver("delivery-1");

        assertThat(examples.update("delivery-1", WORK)).isEqualTo("goes to LISBON");
        assertThat(examples.update("delivery-1", new Address("", "nowhere"))).isEqualTo("failed");
        assertThat(examples.startUpdate("delivery-1", HOME, "request-1"))
                .isEqualTo(new Address("1 Hill Road", "PORTO"));
        assertThat(examples.startUpdate("delivery-1", WORK, "request-1"))
                .as("the second of the id")
                .isEqualTo(new Address("1 Hill Road", "PORTO"));
        assertThat(examples.getUpdate("delivery-1", "request-1").city()).isEqualTo("PORTO");
        client.workflow(DeliveryWorkflow.class, "delivery-1").signal(DeliveryWorkflow::handOver);

        assertThat(handle.result(PATIENCE)).isEqualTo("a lamp to 1 Hill Road, PORTO");
        assertThat(client.workflow(DeliveryWorkflow.class, "delivery-1").query(DeliveryWorkflow::address))
                .isEqualTo(new Address("1 Hill Road", "PORTO"));
    }

    @Test
    void updateTakesPartInTheTransaction() {
        WorkflowHandle<String> handle = deliver("delivery-2");
        jdbc.update("insert into customer values ('ada', 'Porto')");

        UpdateHandle<Address> change = examples.move("ada", "delivery-2", WORK);

        assertThat(change.result(PATIENCE).city()).isEqualTo("LISBON");
        assertThat(jdbc.queryForObject("select city from customer where name = 'ada'", String.class))
                .isEqualTo("Lisbon");
        UpdateHandle<Address> refused = examples.move("ada", "delivery-2", new Address("", "nowhere"));
        assertThatExceptionOfType(UpdateFailedException.class).isThrownBy(() -> refused.result(PATIENCE));
        handle.terminate("the test is over");
    }

    @Test
    void basketIsFilledWhetherItIsThereOrNot() {
        WorkflowHandle<List<String>> basket = examples.signalWithStart("bob", "a book");
        examples.signalWithStart("bob", "a pen");
        assertThat(examples.updateWithStart("bob", "a cup")).isEqualTo(3);
        examples.signalOnce("basket-bob", "request-1", "a lamp");
        examples.signalOnce("basket-bob", "request-1", "a lamp");
        assertThat(examples.useExisting("bob").runId()).isEqualTo(basket.runId());
        assertThat(examples.look("basket-bob"))
                .anySatisfy(text -> assertThat(text).contains("main waits for a condition, or the timer of event"))
                .anySatisfy(text -> assertThat(text).contains("BasketWorkflow.fill(BasketWorkflow.java:"));

        client.workflow(BasketWorkflow.class, "basket-bob").signal(BasketWorkflow::pay);

        assertThat(basket.result(PATIENCE)).containsExactly("a book", "a pen", "a cup", "a lamp");
    }

    @Test
    void sensorIsHeardWhenItIsInstalled() {
        WorkflowHandle<Map<String, Integer>> handle =
                client.newWorkflow(SensorWorkflow.class).id("sensors").start(SensorWorkflow::watch);

        handle.signal("roof", 3);
        handle.signal("roof", 4);
        assertThat(examples.waiting("sensors")).containsExactly("roof", "roof");
        client.workflow(SensorWorkflow.class, "sensors").signal(w -> w.install("roof"));
        await().atMost(PATIENCE).until(() -> handle.query("readings", Map.class).equals(Map.of("roof", 7)));
        assertThat(handle.update("reset", Integer.class, "roof")).isEqualTo(7);
        handle.signal("roof", 5);
        client.workflow(SensorWorkflow.class, "sensors").signal(SensorWorkflow::stop);

        assertThat(handle.result(PATIENCE)).isEqualTo(Map.of("roof", 5));
    }

    @Test
    void updatesTakeTurnsAndTransferOncePerRequest() {
        WorkflowHandle<Integer> account =
                client.newWorkflow(AccountWorkflow.class).id("account").start(w -> w.open(1_000));

        UpdateHandle<Integer> first = withdraw("request-1", 400);
        UpdateHandle<Integer> second = withdraw("request-2", 400);
        UpdateHandle<Integer> third = withdraw("request-3", 400);
        UpdateHandle<Integer> again = withdraw("request-1", 400);

        assertThat(first.result(PATIENCE)).isEqualTo(600);
        assertThat(second.result(PATIENCE)).isEqualTo(200);
        assertThatExceptionOfType(UpdateFailedException.class)
                .isThrownBy(() -> third.result(PATIENCE))
                .withRootCauseInstanceOf(ApplicationFailure.class)
                .matches(failure -> !failure.isRejected());
        assertThat(again.result(PATIENCE)).isEqualTo(600);
        assertThat(bank.transfers()).containsOnlyKeys("request-1", "request-2");
        client.workflow(AccountWorkflow.class, "account").signal(AccountWorkflow::close);
        assertThat(account.result(PATIENCE)).isEqualTo(200);
    }

    @Test
    void updateThatIsRegisteredIsValidated() {
        WorkflowHandle<Integer> account =
                client.newWorkflow(AccountWorkflow.class).id("limited").start(w -> w.open(1_000));
        int events = account.history().size();

        assertThatExceptionOfType(UpdateFailedException.class)
                .isThrownBy(() -> account.update("limit", Integer.class, -1))
                .matches(UpdateFailedException::isRejected);
        assertThat(account.history()).as("a rejected update leaves no trace").hasSize(events);
        assertThat(account.update("limit", Integer.class, 300)).isEqualTo(300);
        account.terminate("the test is over");
    }

    @Test
    void wrongQueryIsToldWhatThereIs() {
        WorkflowHandle<String> handle = deliver("delivery-3");

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> handle.query("adress", Address.class))
                .withMessageContainingAll("DUR-2006", "it has [address(): Address]");
        handle.terminate("the test is over");
    }

    @Test
    void signalOfAnAttemptThatIsRepeatedIsDeliveredOnce() {
        WorkflowHandle<List<String>> basket =
                client.newWorkflow(BasketWorkflow.class).id("gifts").start(w -> w.fill("eve"));

        client.newWorkflow(GiftWorkflow.class)
                .startVoid(w -> w.give("gifts", "a rose"))
                .result(PATIENCE);
        client.workflow(BasketWorkflow.class, "gifts").signal(BasketWorkflow::pay);

        assertThat(dispatch.attempts()).isEqualTo(2);
        assertThat(basket.result(PATIENCE)).containsExactly("a rose");
    }

    private UpdateHandle<Integer> withdraw(String requestId, int amount) {
        return client.workflow(AccountWorkflow.class, "account")
                .startUpdate(
                        UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId(requestId), w -> w.withdraw(amount));
    }

    private WorkflowHandle<String> deliver(String id) {
        return client.newWorkflow(DeliveryWorkflow.class).id(id).start(w -> w.deliver(new Parcel("a lamp", HOME)));
    }
}
