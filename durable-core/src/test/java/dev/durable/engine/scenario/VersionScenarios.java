package dev.durable.engine.scenario;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ChangeVersions;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.search.ChangeVersionAttribute;
import dev.durable.search.SearchCondition;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change of code, from the first deployment with a version call to the last one without, while runs are open. */
public interface VersionScenarios extends EngineScenarios {

    @Test
    default void openRunsKeepToTheirWayAndNewOnesTakeTheNewOne() {
        TestEngine original = engine(Parcel.class);
        WorkflowHandle<Object> older = start(original, "older");
        original.stop();

        TestEngine changed = engine(ParcelWithVersion.class);
        WorkflowHandle<Object> newer = start(changed, "newer");
        changed.workflow("older").signal("go");
        changed.workflow("newer").signal("go");

        assertThat(older.result(EngineFixture.PATIENCE)).isEqualTo("by road");
        assertThat(newer.result(EngineFixture.PATIENCE)).isEqualTo("by air");
        assertThat(EventText.of(older.history())).noneMatch(event -> event.startsWith("version"));
        assertThat(newer.describe().changeVersions()).isEqualTo(Map.of("carrier", 1));
        engines().notReplaying("Parcel");
    }

    @Test
    default void versionsThatOpenRunsNeedAreCounted() {
        TestEngine original = engine(Parcel.class);
        start(original, "older");
        original.stop();
        TestEngine changed = engine(ParcelWithVersion.class);
        start(changed, "newer-1");
        start(changed, "newer-2");
        WorkflowHandle<Object> closed = start(changed, "closed");
        changed.workflow("closed").signal("go");
        closed.result(EngineFixture.PATIENCE);

        assertThat(changed.client().changeVersions(WorkflowFilter.ALL))
                .containsExactly(new ChangeVersions("Parcel", "carrier", Map.of(1, 2L), 1));
        assertThat(changed.client().changeVersions(WorkflowFilter.ALL.withWorkflowIdPrefix("newer")))
                .containsExactly(new ChangeVersions("Parcel", "carrier", Map.of(1, 2L), 0));
        assertThat(changed.client().changeVersions(WorkflowFilter.ALL.withWorkflowType("Letter")))
                .isEmpty();
        SearchCondition byAir = ChangeVersionAttribute.KEY.contains(ChangeVersionAttribute.textOf("carrier", 1));
        assertThat(changed.client().count(WorkflowFilter.ALL.with(byAir))).isEqualTo(3);
        engines().notReplaying("Parcel");
    }

    @Test
    default void runWhoseVersionIsNotSupportedIsKeptUntilCodeComesThatHasIt() {
        TestEngine original = engine(Parcel.class);
        WorkflowHandle<Object> older = start(original, "older");
        original.stop();

        TestEngine tooEarly = engine(ParcelByAirOnly.class);
        engines().untilInFastTime(() -> older.describe().failedAttempts().size() >= 2);

        assertThat(older.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(older.describe().failedAttempts().get(0).failure().message())
                .contains("DUR-3020")
                .contains(
                        "Workflow 'older' (Parcel) goes by version -1 of the change 'carrier', but the code has 1 to 1");
        tooEarly.workflow("older").signal("go");
        tooEarly.stop();
        engine(ParcelWithVersion.class);
        assertThat(older.result(EngineFixture.PATIENCE)).isEqualTo("by road");
        engines().notReplaying("Parcel");
    }

    @Test
    default void callIsRemovedOnceNoRunNeedsTheOldWay() {
        TestEngine changed = engine(ParcelWithVersion.class);
        WorkflowHandle<Object> newer = start(changed, "newer");
        changed.stop();

        TestEngine cleaned = engine(ParcelByAir.class);
        cleaned.workflow("newer").signal("go");

        assertThat(newer.result(EngineFixture.PATIENCE)).isEqualTo("by air");
        assertThat(newer.describe().failedAttempts()).isEmpty();
        engines().notReplaying("Parcel");
    }

    private TestEngine engine(Class<?> parcel) {
        return engines().engine().workflow(parcel).start();
    }

    private WorkflowHandle<Object> start(TestEngine engine, String id) {
        return engine.client().newWorkflow("Parcel").id(id).start();
    }

    /** What the versions share. */
    abstract class ParcelBase {

        final WorkflowContext workflow;
        private boolean go;

        ParcelBase(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @SignalMethod
        public void go() {
            go = true;
        }

        String send(String carrier) {
            workflow.await(Duration.ofHours(1), () -> go);
            return carrier;
        }
    }

    @Workflow(name = "Parcel")
    class Parcel extends ParcelBase {

        Parcel(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String run() {
            return send("by road");
        }
    }

    @Workflow(name = "Parcel")
    class ParcelWithVersion extends ParcelBase {

        ParcelWithVersion(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String run() {
            return send(workflow.version("carrier", DEFAULT_VERSION, 1) == 1 ? "by air" : "by road");
        }
    }

    @Workflow(name = "Parcel")
    class ParcelByAirOnly extends ParcelBase {

        ParcelByAirOnly(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String run() {
            workflow.version("carrier", 1, 1);
            return send("by air");
        }
    }

    @Workflow(name = "Parcel")
    class ParcelByAir extends ParcelBase {

        ParcelByAir(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String run() {
            return send("by air");
        }
    }
}
