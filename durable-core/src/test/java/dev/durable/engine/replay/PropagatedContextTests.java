package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.childStarted;
import static dev.durable.engine.testing.Happenings.externalSignaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** What workflow code sees of the context that came along, and what it passes on. */
class PropagatedContextTests {

    private static final String TENANT = "tenant";
    private static final JacksonPayloadConverter PAYLOADS = new JacksonPayloadConverter();
    private static final Payload UNKNOWN = PAYLOADS.toPayload("of nobody here");
    private static final Extensions MDC_EXTENSION = new ExtensionsBuilder()
            .contextPropagator(new MdcContextPropagator(List.of(TENANT)))
            .build();

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .activity(Work.class)
            .workflow(
                    Observer.class,
                    Reader.class,
                    Waiting.class,
                    Scheduler.class,
                    Local.class,
                    Parent.class,
                    Child.class,
                    Sender.class,
                    Continuing.class)
            .extensions(MDC_EXTENSION);

    @AfterEach
    void threadOfTheTestIsAsItWas() {
        assertThat(MDC.get(TENANT)).isNull();
    }

    @Test
    void firstStepAndLaterOnesSeeWhatCameWithTheStart() {
        TestRun run = fixture.run(Reader.class);

        assertThat(run.start(of("Reader", "acme"))).containsExactly("schedule Work.run(\"acme\")");
        assertThat(run.complete(2, "x")).containsExactly("complete \"acme, then acme\"");
    }

    @Test
    void codeThatComesBackSeesItAgain() {
        TestRun run = fixture.run(Reader.class);
        run.start(of("Reader", "acme"));

        run.evict();

        assertThat(run.complete(2, "x")).containsExactly("complete \"acme, then acme\"");
    }

    @Test
    void whatTheThreadOfTheNodeHasIsNotSeen() {
        TestRun run = fixture.run(Reader.class);
        MDC.put(TENANT, "of the node");
        try {
            assertThat(run.start()).containsExactly("schedule Work.run(\"null\")");
        } finally {
            MDC.remove(TENANT);
        }
    }

    @Test
    void threadsAreCleanAfterwardsWhateverTheCodeHasSet() {
        TestRun run = fixture.run(Scheduler.class);
        run.start(of("Scheduler", "acme"));
        run.complete(2, "x");
        run.close();

        CompletableFuture<String> left = new CompletableFuture<>();
        fixture.services().threads().asExecutor().execute(() -> left.complete(tenant()));

        assertThat(left.join()).isEqualTo("null");
    }

    @Test
    void handlersSeeWhatCameWithTheirMessageAndNothingElse() {
        TestRun run = fixture.run(Observer.class);
        run.start(of("Observer", "acme"));

        run.happen(signal("note", "globex"));
        run.signal("note");
        run.happen(update("u-1", "initech"));

        assertThat(run.query("seen", String[].class)).containsExactly("acme", "globex", "null", "initech");
    }

    @Test
    void validatorsSeeWhatCameWithTheirUpdateAndQueriesThatOfTheRun() {
        TestRun run = fixture.run(Observer.class);
        run.start(of("Observer", "acme"));

        assertThat(run.instance().whyRejected(update("u-1", "initech"))).isNull();
        assertThat(run.instance().whyRejected(update("u-1", "refused")).message())
                .isEqualTo("not for refused");
        assertThat(run.query("tenant", String.class)).isEqualTo("acme");
    }

    @Test
    void asyncFunctionSeesWhatItsCallerHadThen() {
        TestRun run = fixture.run(Observer.class);
        run.start(of("Observer", "acme"));

        run.happen(signal("noteLater", "globex"));

        assertThat(run.query("seen", String[].class)).containsExactly("acme", "globex at another time");
    }

    @Test
    void activityGetsWhatTheCodeHasSetByThen() {
        TestRun run = fixture.run(Scheduler.class);

        run.start(of("Scheduler", "acme"));
        run.complete(2, "x");
        run.complete(4, "x");

        assertThat(tenants(run)).containsExactly("{\"tenant\":\"acme\"}", "{\"tenant\":\"globex\"}", "none");
    }

    @Test
    void entriesOfUnknownPropagatorsArePassedOn() {
        TestRun run = fixture.run(Scheduler.class);
        run.start(HistoryBuilder.started("Scheduler").under(Map.of("unknown", UNKNOWN)));

        ActivityTaskScheduled scheduled = (ActivityTaskScheduled) last(run);
        assertThat(scheduled.header()).containsExactly(Map.entry("unknown", UNKNOWN));
    }

    @Test
    void nodeWithoutPropagatorReplaysAndPassesEverythingOn() {
        TestRun recorded = fixture.run(Scheduler.class);
        recorded.start(of("Scheduler", "acme"));
        List<HistoryEvent> history = recorded.history();
        fixture.extensions(Extensions.NONE);
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(history, differences);

        assertThat(differences).isEmpty();
        assertThat(instance.pendingActivities())
                .singleElement()
                .satisfies(activity -> assertThat(activity.header()).isEqualTo(header("acme")));
        fixture.extensions(MDC_EXTENSION);
    }

    @Test
    void historyWithoutHeadersReplaysWhereThereIsAPropagator() {
        List<String> differences = new ArrayList<>();

        fixture.replay(
                HistoryBuilder.started("Scheduler")
                        .under(header("acme"))
                        .scheduled("Work.run", "a")
                        .build(),
                differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void localActivityGetsItAlsoWhenItIsCalledAgain() {
        TestRun run = fixture.run(Local.class);
        run.start(of("Local", "acme"));
        assertThat(run.instance().takeLocalActivityCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.header()).isEqualTo(header("acme")));

        run.evict();

        assertThat(run.instance().takeLocalActivityCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.header()).isEqualTo(header("acme")));
    }

    @Test
    void childGetsIt() {
        TestRun run = fixture.run(Parent.class);
        run.start(of("Parent", "acme"));

        assertThat(((StartChildWorkflowExecutionInitiated) last(run)).header()).isEqualTo(header("acme"));
        run.happen(childStarted(2));
    }

    @Test
    void signalledWorkflowGetsIt() {
        TestRun run = fixture.run(Sender.class);
        run.start(of("Sender", "acme"));

        assertThat(((SignalExternalWorkflowExecutionInitiated) last(run)).header())
                .isEqualTo(header("acme"));
        run.happen(externalSignaled(2));
    }

    @Test
    void nextRunGetsWhatTheCodeHasSetByThen() {
        TestRun run = fixture.run(Continuing.class);
        run.start(of("Continuing", "acme"));

        assertThat(((WorkflowExecutionContinuedAsNew) last(run)).header()).isEqualTo(header("globex"));
    }

    @Test
    void contextThatCannotBeDecodedFailsTheStepAndNotTheWorkflow() {
        TestRun run = fixture.run(Reader.class);

        WorkflowCodeException failure = catchThrowableOfType(
                WorkflowCodeException.class,
                () -> run.start(
                        HistoryBuilder.started("Reader").under(Map.of("mdc", PAYLOADS.toPayload("no entries")))));

        assertThat(failure).hasCauseInstanceOf(PayloadException.class);
    }

    @Test
    void updateWhoseContextCannotBeRestoredIsRejected() {
        fixture.extensions(restoringOnly("acme"));
        TestRun run = fixture.run(Observer.class);
        run.start(of("Observer", "acme"));

        assertThat(run.instance().whyRejected(update("u-1", "acme"))).isNull();
        assertThat(run.instance().whyRejected(update("u-2", "globex")).message())
                .contains("globex");
        assertThat(run.query("seen", String[].class)).containsExactly("acme");
    }

    @Test
    void signalWhoseContextCannotBeDecodedIsUndeliverable() {
        TestRun run = fixture.run(Observer.class);
        run.start(of("Observer", "acme"));

        assertThat(run.instance()
                        .whyUndeliverable(
                                signal("note", Map.of("mdc", PAYLOADS.toPayload("no entries"), "other", UNKNOWN))))
                .hasMessageContaining("DUR-3006")
                .hasMessageContaining("'note'")
                .hasMessageContaining("context");
        assertThat(run.instance().whyUndeliverable(signal("note", "globex"))).isNull();
        assertThat(run.instance().whyUndeliverable(signal("note", Map.of("other", UNKNOWN))))
                .isNull();
    }

    @Test
    void conditionsSeeNoContextWhereverTheyAreEvaluated() {
        TestRun run = fixture.run(Waiting.class);
        MDC.put(TENANT, "of the node");
        try {
            run.start(of("Waiting", "acme"));
            run.happen(signal("poke", "globex"));
            run.signal("poke");
        } finally {
            MDC.remove(TENANT);
        }

        assertThat(run.query("seen", String[].class)).containsOnly("null");
        assertThat(run.query("after", String.class)).isEqualTo("acme");
    }

    /** The MDC's entries, but those of one tenant only. */
    private static Extensions restoringOnly(String tenant) {
        MdcContextPropagator mdc = new MdcContextPropagator(List.of(TENANT));
        return new ExtensionsBuilder()
                .contextPropagator(new ContextPropagator<Map<String, String>>() {
                    @Override
                    public String name() {
                        return mdc.name();
                    }

                    @Override
                    public Type type() {
                        return mdc.type();
                    }

                    @Override
                    public Map<String, String> capture() {
                        return mdc.capture();
                    }

                    @Override
                    public ContextScope restore(Map<String, String> context) {
                        if (context != null && !context.containsValue(tenant)) {
                            throw new IllegalStateException("Cannot act for " + context);
                        }
                        return mdc.restore(context);
                    }
                })
                .build();
    }

    private static HistoryBuilder of(String workflowType, String tenant) {
        return HistoryBuilder.started(workflowType).under(header(tenant));
    }

    private static Map<String, Payload> header(String tenant) {
        return Map.of("mdc", PAYLOADS.toPayload(Map.of(TENANT, tenant)));
    }

    private static WorkflowExecutionSignaled signal(String name, String tenant) {
        return signal(name, header(tenant));
    }

    private static WorkflowExecutionSignaled signal(String name, Map<String, Payload> header) {
        return new WorkflowExecutionSignaled(0, HistoryBuilder.START, name, List.of(), header, null);
    }

    private static WorkflowExecutionUpdateAccepted update(String id, String tenant) {
        return new WorkflowExecutionUpdateAccepted(0, HistoryBuilder.START, id, "check", List.of(), header(tenant));
    }

    private static HistoryEvent last(TestRun run) {
        return run.history().get(run.history().size() - 1);
    }

    private static List<String> tenants(TestRun run) {
        return run.history().stream()
                .filter(ActivityTaskScheduled.class::isInstance)
                .map(event -> ((ActivityTaskScheduled) event).header().get("mdc"))
                .map(payload -> payload == null ? "none" : payload.toText())
                .toList();
    }

    private static String tenant() {
        return String.valueOf(MDC.get(TENANT));
    }

    @Workflow
    static class Reader {

        private final Work work;

        Reader(Work work) {
            this.work = work;
        }

        @WorkflowMethod
        String run() {
            String first = tenant();
            work.run(first);
            return first + ", then " + tenant();
        }
    }

    @Workflow
    static class Observer {

        private final WorkflowContext workflow;
        private final List<String> seen = new ArrayList<>();

        Observer(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            seen.add(tenant());
            workflow.await(() -> false);
        }

        @SignalMethod
        void note() {
            seen.add(tenant());
        }

        @SignalMethod
        void noteLater() {
            Promise<Void> noted = workflow.async(() -> {
                seen.add(tenant() + " at another time");
            });
            MDC.put(TENANT, "changed");
            noted.get();
        }

        @UpdateMethod
        String check() {
            seen.add(tenant());
            return "ok";
        }

        @UpdateValidatorMethod(updateName = "check")
        void validateCheck() {
            if (tenant().equals("refused")) {
                throw new IllegalArgumentException("not for refused");
            }
        }

        @QueryMethod
        List<String> seen() {
            return seen;
        }

        @QueryMethod(name = "tenant")
        String queryTenant() {
            return tenant();
        }
    }

    @Workflow
    static class Waiting {

        private final WorkflowContext workflow;
        private final List<String> seen = new ArrayList<>();
        private int pokes;
        private String after = "";

        Waiting(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.await(() -> seen.add(tenant()) && pokes == 1);
            workflow.await(Duration.ofHours(1), () -> seen.add(tenant()) && pokes == 2);
            after = tenant();
            workflow.await(() -> false);
        }

        @SignalMethod
        void poke() {
            pokes++;
        }

        @QueryMethod
        List<String> seen() {
            return seen;
        }

        @QueryMethod
        String after() {
            return after;
        }
    }

    @Workflow
    static class Scheduler {

        private final Work work;

        Scheduler(Work work) {
            this.work = work;
        }

        @WorkflowMethod
        void run() {
            work.run("a");
            MDC.put(TENANT, "globex");
            work.run("b");
            MDC.remove(TENANT);
            work.run("c");
        }
    }

    @Workflow
    static class Local {

        private final WorkflowContext workflow;

        Local(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.localActivity(Work.class).run("a");
        }
    }

    @Workflow
    static class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.newChild(Child.class).executeVoid(Child::run);
        }
    }

    @Workflow
    static class Child {

        @WorkflowMethod
        void run() {}

        @SignalMethod
        void poke() {}
    }

    @Workflow
    static class Sender {

        private final WorkflowContext workflow;

        Sender(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.external(Child.class, "other").signal(Child::poke);
        }
    }

    @Workflow
    static class Continuing {

        private final WorkflowContext workflow;

        Continuing(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            MDC.put(TENANT, "globex");
            throw workflow.continueAsNew(Continuing.class, Continuing::run);
        }
    }
}
