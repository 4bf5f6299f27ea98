package dev.durable.autoconfigure.diagnostics;

import dev.durable.failure.ErrorCode;

/** What to do about an error, at more length than the catalogue says it: with what it looks like in a Spring application. */
final class FailureAdvice {

    private FailureAdvice() {}

    /** The catalogue's remedy, followed by an example or by the usual reasons where there are any. */
    static String of(ErrorCode code) {
        if (code == ErrorCode.STORE_UNAVAILABLE) {
            // unlike later, nothing waits for the database at the start
            return """
                    Start again when the database can be reached. Usual reasons:
                        - spring.datasource.url, username or password is wrong, or the server does not run
                        - an H2 file is open in another process: stop that, or give it AUTO_SERVER=TRUE in the URL
                    """.stripTrailing();
        }
        String more = more(code);
        return more.isEmpty() ? code.remedy() : code.remedy() + "\n\n" + more.stripTrailing();
    }

    private static String more(ErrorCode code) {
        return switch (code) {
            case ACTIVITY_BEAN_MISSING -> """
                    Usual reasons:
                        - the class with @Activity has no @Component or @Service, or lies outside of the scanned packages
                        - a @Bean method returns a type that does not show the annotation; let it return the activity type
                        - a profile or condition leaves the bean out
                    """;
            case ACTIVITY_NAME_AMBIGUOUS -> """
                    Names are stored in histories. For overloaded methods:
                        @ActivityMethod(name = "Payments.chargeInFull")
                        public Receipt charge(Order order) { … }
                    """;
            case WORKFLOW_CONSTRUCTOR_ILLEGAL -> """
                    Workflow code is replayed, so it must not reach anything whose answers may change. Call the bean from an \
                    activity:
                        @Activity @Service
                        class OrderActivities { … inject the repository, the HTTP client or the properties here … }
                    """;
            case WORKFLOW_METHOD_NOT_UNIQUE -> """
                    For example:
                        @WorkflowMethod
                        public Confirmation fulfil(Order order) { … }
                    """;
            case SIGNATURE_NOT_SERIALIZABLE -> """
                    Arguments and results are stored as JSON. Pass ids and values, not entities with lazy relations, streams, \
                    sessions or interfaces without a known implementation.
                    """;
            case EVENT_LISTENER_ILLEGAL -> """
                    For example:
                        @WorkflowMethod
                        @WorkflowEventListener(id = "order-#{orderId}")
                        public Confirmation fulfil(OrderPlaced event) { … }
                    or, with another argument than the event:
                        @WorkflowEventListener(classes = OrderPlaced.class, id = "order-#{order.id}", arguments = "order")
                        public Confirmation fulfil(Order order) { … }
                    """;
            case SCHEDULE_ILLEGAL -> """
                    For example:
                        @WorkflowSchedule(cron = "0 3 * * *", zone = "Europe/Berlin")
                        @WorkflowSchedule(every = "15m")
                    or, in the configuration, which goes first:
                        durable.schedules.<id>.cron=0 3 * * *
                    """;
            case SCHEDULED_METHOD_ILLEGAL -> """
                    For example:
                        @WorkflowMethod
                        public void reconcile(ScheduledStart start) { … }
                    """;
            case NOT_DETERMINISTIC -> """
                    For code of which you know better, in this order of preference:
                        @Deterministic("only measured") on the method or class
                        durable.determinism.trusted=com.acme.Stopwatch, for code that is not yours
                        durable.determinism.check=warn, to start nevertheless
                    """;
            case OPEN_RUNS_NOT_REPLAYABLE -> """
                    For example, where the code has changed:
                        if (workflow.version("pack-before-charge", DEFAULT_VERSION, 1) == 1) { … new … } else { … old … }
                    """;
            case DATABASE_MISSING -> """
                    For development it is enough to add H2:
                        <dependency>
                            <groupId>com.h2database</groupId>
                            <artifactId>h2</artifactId>
                            <scope>runtime</scope>
                        </dependency>
                    To run without durable execution, set durable.enabled=false.
                    """;
            case DATABASE_UNSUPPORTED -> """
                    A database that speaks the dialect of one of these can be used by naming it, for example:
                        durable.jdbc.platform=postgresql
                    """;
            case DATABASE_AMBIGUOUS -> """
                    For example:
                        @Bean @DurableDataSource
                        DataSource orderDataSource() { … }
                    Starting a workflow joins transactions on that DataSource.
                    """;
            case SCHEMA_MISMATCH -> """
                    With durable.jdbc.initialize-schema=never the tables are yours to create and to update, before a new version \
                    of the application starts. Check durable.jdbc.schema and durable.jdbc.table-prefix, too: the tables are \
                    looked for under these names.
                    """;
            case ENCRYPTION_KEY_ILLEGAL -> """
                    For example, with keys that `openssl rand -base64 32` makes:
                        durable.payload.encryption.current-key=k2
                        durable.payload.encryption.keys.k2=${DURABLE_KEY_2}
                        durable.payload.encryption.keys.k1=${DURABLE_KEY_1}
                    """;
            default -> "";
        };
    }
}
