package dev.durable.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.jpa.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that adds the starter, a driver, a workflow and an activity, and no {@code durable.*} line, works. */
class OutsideApplicationIT {

    private static final String GREETING = "The workflow says: Hello Ada";

    @TempDir
    private Path directory;

    @Test
    void worksWithH2() throws IOException, InterruptedException {
        OutsideApplication application = new OutsideApplication(directory, org.h2.Driver.class);

        assertThat(application.run()).contains(GREETING);
    }

    @Test
    void jarOfTheEngineTellsItsVersion() throws IOException {
        OutsideApplication application = new OutsideApplication(directory, org.h2.Driver.class);

        assertThat(application.engineVersion()).matches("\\d+\\.\\d+.*");
    }

    @Test
    void worksWithPostgres() throws IOException, InterruptedException {
        TestDatabase database = TestDatabase.postgres();
        OutsideApplication application = new OutsideApplication(directory, org.postgresql.Driver.class);

        assertThat(application.run(
                        "-Dspring.datasource.url=" + database.url(),
                        "-Dspring.datasource.username=" + database.username(),
                        "-Dspring.datasource.password=" + database.password()))
                .contains(GREETING);
    }

    @Test
    void worksWithBeansProcessedAheadOfTime() throws IOException, InterruptedException {
        OutsideApplication application = new OutsideApplication(directory, org.h2.Driver.class);

        application.processAheadOfTime();

        assertThat(application.hints())
                .contains(
                        "shop.GreetingWorkflow", "shop.GreetingActivities", "shop.Customer", "dev.durable.jpa.RunRow");
        assertThat(application.run("-Dspring.aot.enabled=true"))
                .contains(GREETING)
                .contains("AOT-processed");
    }
}
