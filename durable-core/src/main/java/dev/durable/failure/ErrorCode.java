package dev.durable.failure;

/**
 * The catalogue of the engine's errors: a stable id and the remedy. 1xxx are mistakes in declarations, found at start-up; 2xxx
 * concern calls of the client; 3xxx the execution of workflow code; 4xxx storage; 5xxx nodes and life cycle; 6xxx payloads.
 */
public enum ErrorCode {
    /** A workflow depends on an activity type that no bean implements. */
    ACTIVITY_BEAN_MISSING(1001, "Declare a bean of the activity type, or remove the constructor parameter."),
    /** Two activities have the same name. */
    ACTIVITY_NAME_AMBIGUOUS(
            1002,
            "Give one of them another name: @Activity(name = …) on one of two types, @ActivityMethod(name = …) on one of two"
                    + " methods; overloaded methods need names of their own."),
    /** A constructor parameter of a workflow cannot be supplied. */
    WORKFLOW_CONSTRUCTOR_ILLEGAL(
            1003,
            "A workflow's single constructor may take WorkflowContext, @Activity types, java.time.Clock and"
                    + " java.util.random.RandomGenerator; put @Activity on a type that is meant as one, and move everything else"
                    + " into an activity."),
    /** A workflow type has no or several workflow methods. */
    WORKFLOW_METHOD_NOT_UNIQUE(1004, "Put @WorkflowMethod on exactly one method of the workflow type."),
    /** A parameter or result type cannot be turned into a payload. */
    SIGNATURE_NOT_SERIALIZABLE(
            1005, "Use records, plain classes with a creator, collections, and values that JSON can carry."),
    /** Two workflow types have the same name. */
    WORKFLOW_NAME_AMBIGUOUS(1006, "Give one of them another name with @Workflow(name = …)."),
    /** A workflow interface has no implementation, or several. */
    WORKFLOW_IMPLEMENTATION_NOT_UNIQUE(1007, "Let exactly one class implement the workflow interface."),
    /** A workflow or activity type cannot be stubbed. */
    TYPE_NOT_STUBBABLE(
            1008,
            "Make the class and the method neither final nor private nor static, or call it through an interface."),
    /** A method that receives signals, queries or updates is declared wrongly. */
    HANDLER_ILLEGAL(
            1009,
            "A signal method and a validator return void, a query method returns a value, a validator takes what its update"
                    + " takes, and each handler has a name of its own within the workflow."),
    /** An option has an impossible value. */
    OPTION_ILLEGAL(
            1010,
            "Correct what the message names: the annotation, the option in the code, or the durable.* property; durations are"
                    + " written 500ms, 10s, 5m, 2h, 1d or in ISO-8601 form."),
    /** A method listens to application events that cannot. */
    EVENT_LISTENER_ILLEGAL(
            1015,
            "Put @WorkflowEventListener on the workflow method or a signal method that takes the event, or give classes and"
                    + " one of arguments for each parameter."),
    /** An expression about application events cannot be evaluated. */
    EVENT_EXPRESSION_ILLEGAL(
            1016,
            "Correct the expression: the event is its root, as in id = \"order-#{orderId}\" or condition = \"total > 100\"."),
    /** A workflow class is a Spring bean, too. */
    WORKFLOW_IS_BEAN(
            1020,
            "Remove @Component (or the @Bean method): the engine finds workflow classes itself and creates an instance for each"
                    + " run."),
    /** Several beans implement one activity type. */
    ACTIVITY_BEAN_NOT_UNIQUE(1021, "Let one bean implement the activity type, or mark one of them @Primary."),
    /** There are several databases and none is marked. */
    DATABASE_AMBIGUOUS(
            1022, "Mark the DataSource bean that keeps the histories with @DurableDataSource, or one as @Primary."),
    /** Runs are to keep to the version of the code, and there is none. */
    CODE_VERSION_MISSING(
            1050,
            "Set durable.cluster.code-version to something that changes with each deployment, or leave"
                    + " @Workflow(versioningBehavior = …) at AUTO_UPGRADE."),
    /** There is no database to store histories in. */
    DATABASE_MISSING(
            1011,
            "Add a JDBC driver (for example com.h2database:h2 or org.postgresql:postgresql) and configure"
                    + " spring.datasource.url, or define a DataSource bean."),
    /** The database is not one the engine knows. */
    DATABASE_UNSUPPORTED(1012, "Use PostgreSQL, H2, MySQL or MariaDB, or set durable.jdbc.platform."),
    /** The type is not a workflow or activity type. */
    TYPE_NOT_ANNOTATED(1013, "Annotate the type with @Workflow (or @Activity), or register it with the engine."),
    /** A method of an activity type cannot be, or is not, an activity. */
    ACTIVITY_METHOD_ILLEGAL(
            1014,
            "Only public methods that are not static are activities; make the method one, or keep it out of the type."),
    /** A schedule's times, policy or other values make no sense. */
    SCHEDULE_ILLEGAL(
            1030,
            "Correct the value; a cron expression has five fields (minute, hour, day of month, month, day of week), an interval"
                    + " is written 90s, 15m, 1h30m or 1d."),
    /** A workflow that is to be started by @WorkflowSchedule wants arguments that nobody gives. */
    SCHEDULED_METHOD_ILLEGAL(
            1031,
            "Let the workflow method take nothing or one ScheduledStart, or create the schedule with ScheduleClient, which gives"
                    + " arguments."),
    /** Two workflows declare schedules with the same id. */
    SCHEDULE_ID_AMBIGUOUS(1032, "Give one of them another id with @WorkflowSchedule(id = …)."),
    /** Workflow code breaks the rules of determinism. */
    NOT_DETERMINISTIC(
            1033,
            "Use what each finding suggests; mark code that is deterministic nevertheless with @Deterministic(\"why\"), or set"
                    + " durable.determinism.check=warn."),
    /** Open runs do not replay with the code of this instance. */
    OPEN_RUNS_NOT_REPLAYABLE(
            1034,
            "Guard the change with WorkflowContext.version, or undo it. With durable.determinism.check=warn the instance starts; such"
                    + " runs are kept, and stand still until code replays them."),
    /** A workflow of a test depends on an activity type for which the test has no bean. */
    TEST_ACTIVITY_MISSING(
            1056,
            "Add a field of the activity type with @MockitoBean to the test, import the bean with @Import, or name its class in"
                    + " @DurableTest(activities = …)."),
    /** A test that replays recorded histories has none, or does not say which code they belong to. */
    TEST_HISTORIES_MISSING(
            1057,
            "Correct the locations or the workflows of @ReplayHistories; a pattern looks like classpath:histories/*.json."),
    /** A test wants to move time that is the machine's. */
    TEST_TIME_REAL(1058, "Use @AutoConfigureDurableTest(time = TestTime.SKIPPED) or MANUAL, or wait."),
    /** An activity is to be transactional, and nobody begins transactions. */
    TRANSACTIONS_MISSING(
            1053,
            "Add a transaction manager on the engine's DataSource (Spring Boot configures one with JDBC or JPA), or declare the activity"
                    + " without transactional = true."),
    /** An activity is to be transactional, and its own @Transactional means other transactions. */
    ACTIVITY_TRANSACTION_FOREIGN(
            1054,
            "Let @Transactional of the activity join a writable transaction of the engine's transaction manager (propagation REQUIRED,"
                    + " SUPPORTS, MANDATORY or NESTED, not readOnly), or declare the activity without transactional = true."),
    /** A method of an activity is executed by another thread than the one that calls it. */
    ACTIVITY_ASYNC(
            1059,
            "Remove @Async: the engine executes activities on threads of its own, and waits for none of them. A call that goes on by itself would"
                    + " be recorded as completed at once, and its failure be lost."),
    /** Two context propagators have the same name, or one has none. */
    CONTEXT_NAME_AMBIGUOUS(1060, "Give each context propagator a name of its own; it is stored in histories."),
    /** An interceptor of the client has returned without going on with a call whose result is needed. */
    INTERCEPTED_CALL_SKIPPED(
            1061, "Let the interceptor call next.proceed(…), or throw an exception if the call must not be made."),
    /** It cannot be told which transaction manager {@code @Transactional} of an activity means. */
    ACTIVITY_TRANSACTION_UNKNOWN(
            1062,
            "Name the transaction manager, @Transactional(\"…\"), or mark one as @Primary: until then Spring refuses every call of the activity."),
    /** Whether an activity is transactional was read from a type that does not show {@code @Transactional} of its bean. */
    ACTIVITY_TRANSACTION_HIDDEN(
            1063,
            "Let the @Bean method return the class of the activity instead of an interface, or put @Transactional on the interface's methods, too."),
    /** A run with the workflow id is open already. */
    WORKFLOW_ALREADY_STARTED(
            2001, "Use the open run (client.workflow(type, id)), wait for it to close, or choose another workflow id."),
    /** There is no such workflow. */
    WORKFLOW_NOT_FOUND(2002, "Check the id."),
    /** The workflow has closed, so it cannot take a message any more. */
    WORKFLOW_CLOSED(2003, "Start a new run, or ignore the message if it does not matter any more."),
    /** The workflow did not complete successfully. */
    WORKFLOW_FAILED(2004, "Look at the cause, and at the run's history."),
    /** A wait for a result ran out of time. */
    RESULT_TIMEOUT(
            2005,
            "Wait again, or ask waitingFor() and describe() of the workflow: they say what it waits for, and what failed lately."),
    /** A query name is unknown, or a query failed. */
    QUERY_FAILED(2006, "Check name and arguments of the query against the workflow type."),
    /** The lambda given to the client did not call exactly one suitable method. */
    STUB_CALL_ILLEGAL(
            2007,
            "Call exactly one method of the workflow type in the lambda, once, as in order -> order.cancel(reason): a signal method"
                    + " to signal, a query method to query, an update method to update, the workflow method to start."),
    /** A result was asked for inside the transaction that starts the workflow. */
    RESULT_INSIDE_TRANSACTION(
            2008, "Wait for the result after the transaction has committed; before that the workflow cannot run."),
    /** The workflow type is not known to this application. */
    WORKFLOW_TYPE_UNKNOWN(2009, "Deploy the workflow class in this application, or ask a node that has it."),
    /** A page cursor or filter was not understood. */
    FILTER_ILLEGAL(2010, "Use the cursor of the page before as it is, with the same filter."),
    /** A text cannot be the id of a workflow. */
    WORKFLOW_ID_ILLEGAL(
            2011, "Give an id of 1 to 255 characters that are not all blank, or none: one is made up then."),
    /** There is a schedule with the id already. */
    SCHEDULE_ALREADY_EXISTS(2030, "Change the existing one (schedules.schedule(id).update(…)), or choose another id."),
    /** There is no such schedule. */
    SCHEDULE_NOT_FOUND(2031, "Check the id; create the schedule first."),
    /** A schedule was changed by somebody else at the same time. */
    SCHEDULE_CHANGED(2032, "Repeat the call, in a new transaction if it was in one."),

    /** A run was to be reset to an event that is not the end of a step. */
    RESET_POINT_ILLEGAL(
            2070,
            "Name the last event of a step: one that an inbound event follows; or 1 to begin anew with the same input."),
    /** A run was to be reset although a child that it has started before is open. */
    RESET_CHILD_OPEN(2071, "Reset to a point before the child was started, or wait until the child has closed."),
    /** A run was to be reset in a transaction. */
    RESET_IN_TRANSACTION(2072, "Call it outside of any transaction: it waits for the run to close."),

    /** An update was to be waited for inside a transaction. */
    UPDATE_INSIDE_TRANSACTION(
            2040,
            "Ask for it with startUpdate and UpdateStage.ADMITTED, which takes part in the transaction, and wait after the"
                    + " commit; or ask outside of the transaction."),
    /** An update was rejected, so nothing of it was recorded. */
    UPDATE_REJECTED(2041, "Look at the cause; correct the request, or try again when the workflow's state allows it."),
    /** The handler of an update failed. */
    UPDATE_FAILED(2042, "Look at the cause, and at the run's history."),
    /** The workflow closed before an accepted update had completed. */
    UPDATE_ABANDONED(
            2043,
            "Let the workflow wait for its handlers before it returns: workflow.await(workflow::isEveryHandlerFinished)."),
    /** Nobody has accepted or rejected an update in time. */
    UPDATE_NOT_ACCEPTED(
            2044,
            "It may still be accepted: ask with getUpdate and its id, or ask for it again under the same id. Look whether the"
                    + " workflow is paused, whether its code fails, and whether an instance executes its task queue."),
    /** The run knows no update of the id. */
    UPDATE_UNKNOWN(2045, "Check the id; updates belong to a run, and rejected ones are not recorded."),
    /** The workflow is open, so it cannot be deleted. */
    WORKFLOW_OPEN(2080, "Terminate the workflow, or wait until it has closed."),

    /** A result, failure or heartbeat came for an activity that has ended or never was. */
    ACTIVITY_NOT_PENDING(
            2060,
            "Nothing is to be done if the activity was completed by an earlier call; otherwise look at the workflow's history for its"
                    + " end."),
    /** A result, failure or heartbeat came for an attempt that is over. */
    ACTIVITY_ATTEMPT_OVER(
            2061, "Drop what was done, and take up the token of the attempt that runs now; it was handed out anew."),
    /** A task token was not understood. */
    ACTIVITY_TOKEN_ILLEGAL(2062, "Pass the text of ActivityContext.taskToken() as it is."),
    /** An activity is to be reported as canceled although nobody asked it to stop. */
    ACTIVITY_CANCEL_NOT_REQUESTED(
            2063, "Report a result or a failure; canceled is only what the workflow has asked to stop."),
    /** A batch would touch more runs than it may. */
    BATCH_TOO_LARGE(2090, "Narrow the filter, or raise the limit (expectAtMost) if all of these runs are meant."),
    /** A batch was to be carried out in a transaction. */
    BATCH_IN_TRANSACTION(2091, "Call it outside of any transaction: each run is treated by itself."),
    /** A document is no history that can be read. */
    HISTORY_DOCUMENT_ILLEGAL(2092, "Use a document that exportHistory has made, unchanged."),
    /** The history of an open run was to be imported. */
    HISTORY_OPEN(2093, "Export it again when the run has closed; an open history can be replayed, but not imported."),
    /** The run of a history is in the store already. */
    HISTORY_EXISTS(2094, "Nothing is to be done; to import another copy, delete the run first."),
    /** Workflow code does not replay a history that was checked. */
    REPLAY_DIFFERS(2095, "Look at the differences; guard the change with WorkflowContext.version, or undo it."),

    /** A workflow was to be started by name with arguments that its method does not take. */
    START_ARGUMENTS_ILLEGAL(
            2096, "Pass what the workflow method declares, in its order and in the form of JSON; nothing was started."),
    /** An application event could not be turned into a start or signal. */
    EVENT_NOT_DELIVERABLE(
            2098,
            "Correct the expressions of the @WorkflowEventListener, or the event; the publisher got the failure."),
    /** Something was to be stored in a transaction that is not the engine's to join. */
    TRANSACTION_FOREIGN(
            2099,
            "Use a transaction manager on the engine's DataSource, or call outside of any transaction (Propagation.NOT_SUPPORTED);"
                    + " durable.jdbc.foreign-transactions=ignore stores apart from such transactions."),

    /** Workflow code took another path than the one recorded. */
    NON_DETERMINISM(
            3001,
            "Deploy code that replays the history: guard the change with WorkflowContext.version, or undo it; the run is kept and"
                    + " tried again."),
    /** Workflow code threw an exception that is not declared to fail the workflow. */
    WORKFLOW_CODE_FAILED(
            3002,
            "Fix and redeploy the code, or declare the exception in @Workflow(failureTypes = …); the run is kept and tried"
                    + " again."),
    /** A blocking or changing call was made where only reading is allowed. */
    READ_ONLY_VIOLATION(
            3003,
            "Queries, validators, await conditions, promise callbacks and side effects must neither block nor ask the engine for"
                    + " anything."),
    /** The workflow API was called from a thread that is not the run's. */
    FOREIGN_THREAD(
            3004, "Call the workflow API only from workflow code, and start threads only with WorkflowContext.async."),
    /** A signal could not be delivered. */
    SIGNAL_UNDELIVERABLE(
            3006,
            "Send what the workflow takes, or deploy a signal method of that name and those parameters; nothing was accepted from"
                    + " the sender who gets this, and a signal that was accepted before is kept until then."),
    /** A run was to go on as a new one from the wrong thread. */
    CONTINUE_AS_NEW_MISPLACED(
            3008, "Call continueAsNew in the workflow method itself, not in a handler or an async function."),
    /** Workflow code blocks its JVM thread instead of the workflow. */
    WORKFLOW_CODE_BLOCKS(
            3009,
            "Look at the stack: workflow code must wait with the workflow's own methods, and leave I/O, locks and long computations to"
                    + " activities."),
    /** An update could not be delivered. */
    UPDATE_UNDELIVERABLE(
            3040, "Check name and arguments of the update against the workflow type; nothing of it was recorded."),
    /** Workflow code registered a handler of a name that its type declares. */
    HANDLER_DECLARED(3041, "Register handlers for other names than those of the annotated methods only."),
    /** An activity was scheduled that this application does not have. */
    ACTIVITY_TYPE_UNKNOWN(
            3007,
            "Deploy the activity in this application; until then its attempts fail, and its retry policy counts."),
    /** A run goes by a version of a change that the code does not have. */
    VERSION_UNSUPPORTED(
            3020,
            "Deploy code that has this version of the change, too; WorkflowClient.changeVersions tells which versions open runs need. The"
                    + " run is kept and tried again."),
    /** The history of a run has become longer than allowed. */
    HISTORY_TOO_LONG(
            3021,
            "Let the workflow go on as a new run when isContinueAsNewSuggested() says so; raise durable.worker.max-history-length to"
                    + " let this run go on, or terminate it."),
    /** A local activity asked for what only an ordinary one has. */
    LOCAL_ACTIVITY_LIMITED(
            3060, "Call the activity as an ordinary one: local activities live and die with their workflow's step."),
    /** An interceptor has kept a workflow from going on as a new run. */
    CONTINUE_AS_NEW_SWALLOWED(
            3070,
            "Let the interceptor's continueAsNew call next.proceed(…) and not catch what that throws, or throw an"
                    + " exception itself."),
    /** A transactional activity was to be completed from outside. */
    ACTIVITY_TRANSACTIONAL(
            3074,
            "Let the activity return its result; or declare it without transactional = true and @Transactional, and complete it from"
                    + " outside."),
    /** A transactional activity was called as a local one. */
    LOCAL_ACTIVITY_TRANSACTIONAL(
            3075,
            "Call the activity as an ordinary one, or declare it without transactional = true: a local activity's result is recorded"
                    + " with its workflow's step, not with its transaction."),
    /** The transaction of an activity was marked as rollback-only, and the activity returned. */
    ACTIVITY_ROLLBACK_ONLY(
            3076,
            "Let the exception out that has marked the transaction (it came through a @Transactional method), or throw one instead of"
                    + " calling setRollbackOnly."),
    /** What is stored of an activity cannot be read by a node that would execute it. */
    ACTIVITY_UNREADABLE(
            3077,
            "Deploy code that can read it (the payload codec, or the version that wrote it), or mend the row; it is tried again every minute, and"
                    + " others go on meanwhile."),

    /** The database cannot be reached, or a statement failed for a reason that may pass. */
    STORE_UNAVAILABLE(4001, "The engine waits and resumes by itself; check the database if it lasts."),
    /** Another node has taken the run over. */
    OWNERSHIP_LOST(4002, "Nothing is to be done: the owner goes on with the run."),
    /** The tables are missing or of another version. */
    SCHEMA_MISMATCH(
            4003,
            "Let the engine create and update them (durable.jdbc.initialize-schema=always; a schema named by durable.jdbc.schema"
                    + " must exist, and the database user be allowed to create tables in it), or apply the scripts from"
                    + " classpath:dev/durable/jpa/schema to the database."),
    /** A statement failed for a reason that will not pass. */
    STORE_FAILED(4004, "Look at the cause; it is a defect or a database that was altered."),
    /** Something was to be stored in a transaction that only reads. */
    TRANSACTION_READ_ONLY(
            4005,
            "Make the transaction writable (@Transactional without readOnly), or call outside of any transaction."),
    /** Events of a run are not there that must have been: its history cannot be trusted. */
    HISTORY_DAMAGED(
            4006,
            "Find out what has lost events (a failover to a standby that lacked commits, a restored backup, rows deleted by hand); terminate"
                    + " the run, and start its work anew if need be."),

    /** The engine is not running. */
    ENGINE_NOT_RUNNING(5001, "Start the engine, or wait until the application has started."),
    /** Another process runs under the same node name. */
    NODE_NAME_TAKEN(5002, "Give each running instance a durable.cluster.node-name of its own, or set none."),

    /** A value cannot be encoded. */
    PAYLOAD_NOT_ENCODABLE(6001, "Use a type that JSON can carry, or register a module with the payload mapper."),
    /** A payload does not fit the declared type. */
    PAYLOAD_NOT_DECODABLE(6002, "Keep types readable for stored data: add fields, do not rename or retype them."),
    /** Too many or too few arguments. */
    ARGUMENTS_MISMATCH(6003, "Pass the arguments that the method declares."),
    /** The keys for encrypting payloads cannot be used. */
    ENCRYPTION_KEY_ILLEGAL(
            6010, "Give each key 16, 24 or 32 random bytes and a name, and name one of them as the current key."),
    /** A payload is encrypted with a key that is not there. */
    ENCRYPTION_KEY_UNKNOWN(
            6011,
            "Add the key to durable.payload.encryption.keys (or to the codec) on every instance; a key must stay as long as"
                    + " payloads that it has encrypted are stored."),
    /** A payload cannot be decrypted. */
    PAYLOAD_NOT_DECRYPTABLE(
            6012,
            "Check that the key of that name is the one that the payload was encrypted with; if it is, the stored data was"
                    + " altered."),
    /** A payload codec failed. */
    PAYLOAD_CODEC_FAILED(6013, "Look at the cause: the codec, or something that it needs, does not work."),
    /** A payload is larger than allowed. */
    PAYLOAD_TOO_LARGE(6014, "Keep large data elsewhere and pass a reference to it, or raise durable.payload.max-size."),
    /** No codec decodes a payload. */
    PAYLOAD_ENCODING_UNKNOWN(
            6015,
            "Bring back the codec (or the encryption keys) that encoded the payload; it must stay as long as such payloads are"
                    + " stored.");

    private final int number;
    private final String remedy;

    ErrorCode(int number, String remedy) {
        this.number = number;
        this.remedy = remedy;
    }

    /** The stable id, such as {@code DUR-1001}. */
    public String id() {
        return "DUR-" + number;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    /** Whether the error is a mistake in declarations, configuration or set-up, which the start of an application finds. */
    public boolean concernsStart() {
        return number < 2000 || number >= 4000 && number < 6000 || this == ENCRYPTION_KEY_ILLEGAL;
    }
}
