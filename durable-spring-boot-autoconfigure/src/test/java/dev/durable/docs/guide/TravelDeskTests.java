package dev.durable.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.ActivityTaskScheduled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The samples about versions, facts and tools of workflows do what the guides say. */
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
class TravelDeskTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private WorkflowClient client;

    @Autowired
    private VersionStages versions;

    @Autowired
    private FactExamples facts;

    @Test
    void newRunGoesByTheNewVersion() {
        WorkflowHandle<Trip> handle = client.newWorkflow(HolidayWorkflow.class).start(w -> w.book("Lisbon"));

        assertThat(handle.result(PATIENCE)).isEqualTo(new Trip("flight to Lisbon", "hotel in Lisbon"));
        assertThat(handle.history())
                .filteredOn(ActivityTaskScheduled.class::isInstance)
                .extracting("activityType")
                .containsExactly("TripActivities.bookHotel", "TripActivities.bookFlight");
        assertThat(handle.describe().changeVersions()).containsEntry("hotel-first", 1);
        assertThat(versions.mayForgetWhatWasBefore(1)).isTrue();
        assertThat(versions.report()).doesNotContain("hotel-first");
    }

    @Test
    void newRunTakesTheNewestWayInEachStageOfAChange() {
        assertThat(stage("second")).isEqualTo("hotel and flight at the same time");
        assertThat(stage("patched")).isEqualTo("hotel, flight");
        assertThat(stage("deprecated")).isEqualTo("hotel, flight");
    }

    private String stage(String stage) {
        return client.newWorkflow(StageWorkflow.class).start(w -> w.run(stage)).result(PATIENCE);
    }

    @Test
    void deskBooksWhatIsAskedForAndShowsItsFacts() {
        WorkflowHandle<Integer> desk = facts.start("desk");
        assertThat(facts.note("desk")).isEqualTo("opened by the head office");

        client.workflow(TravelDeskWorkflow.class, "desk").signal(w -> w.request("Lisbon"));
        client.workflow(TravelDeskWorkflow.class, "desk").signal(w -> w.request("Porto"));
        client.workflow(TravelDeskWorkflow.class, "desk").signal(w -> w.swap("flight to Porto", "Faro"));
        client.workflow(TravelDeskWorkflow.class, "desk").signal(TravelDeskWorkflow::describe);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(facts.note("desk")).startsWith("booked Porto at "));
        assertThat(desk.describe().summary().searchAttributes().get(TravelDeskWorkflow.LAST_DESTINATION))
                .hasValue("Porto");
        assertThat(desk.describe().memo().get("desk", String.class).orElseThrow())
                .startsWith("10 at once, ");
        int lowest = client.workflow(TravelDeskWorkflow.class, "desk")
                .update(w -> w.lowest(List.of("Blue Sky", "Red", "Green Wings", "Gold"), "Faro"));
        assertThat(lowest).isEqualTo(300);
        assertThat(desk.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
    }
}
