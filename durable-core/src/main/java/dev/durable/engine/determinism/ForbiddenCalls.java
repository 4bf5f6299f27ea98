package dev.durable.engine.determinism;

import static dev.durable.engine.determinism.DeterminismFinding.Severity.ERROR;
import static dev.durable.engine.determinism.DeterminismFinding.Severity.WARNING;
import static dev.durable.engine.determinism.DeterminismRule.CLOCK;
import static dev.durable.engine.determinism.DeterminismRule.CONCURRENCY;
import static dev.durable.engine.determinism.DeterminismRule.ENVIRONMENT;
import static dev.durable.engine.determinism.DeterminismRule.INPUT_OUTPUT;
import static dev.durable.engine.determinism.DeterminismRule.RANDOMNESS;
import static dev.durable.engine.determinism.DeterminismRule.SPRING;

import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of what workflow code must not call. Only what differs by nature is listed, not what may differ: the order of a hash
 * map, identity hash codes and formats by the default locale are left to the replay, which notices when they decide something.
 */
final class ForbiddenCalls {

    private static final String[] NOW = {"now()", "now(ZoneId)"};

    private final List<ForbiddenCall> calls = new ArrayList<>();

    private ForbiddenCalls() {}

    /** All of it, in the order of the documentation. */
    static List<ForbiddenCall> all() {
        ForbiddenCalls table = new ForbiddenCalls();
        table.clocks();
        table.randomness();
        table.threads();
        table.waits();
        table.files();
        table.network();
        table.databases();
        table.environment();
        table.beans();
        return List.copyOf(table.calls);
    }

    private void clocks() {
        error(CLOCK, "java.lang.System", "currentTimeMillis", "nanoTime");
        error(CLOCK, "java.time.Instant", "now()");
        Stream.of(
                        "LocalDate",
                        "LocalTime",
                        "LocalDateTime",
                        "OffsetDateTime",
                        "OffsetTime",
                        "ZonedDateTime",
                        "Year",
                        "YearMonth",
                        "MonthDay")
                .forEach(type -> error(CLOCK, "java.time." + type, NOW));
        error(
                CLOCK,
                "java.time.Clock",
                "system",
                "systemUTC",
                "systemDefaultZone",
                "tickMillis",
                "tickSeconds",
                "tickMinutes");
        error(CLOCK, "java.time.InstantSource", "system");
        error(CLOCK, "java.util.Date", "new()");
        error(CLOCK, "java.util.Calendar", "getInstance");
        error(CLOCK, "java.util.GregorianCalendar", "new()", "new(TimeZone)", "new(Locale)", "new(TimeZone,Locale)");
    }

    private void randomness() {
        error(RANDOMNESS, "java.lang.Math", "random");
        error(RANDOMNESS, "java.lang.StrictMath", "random");
        error(RANDOMNESS, "java.util.Random", "new()");
        error(RANDOMNESS, "java.util.SplittableRandom", "new()");
        error(RANDOMNESS, "java.util.concurrent.ThreadLocalRandom", "current");
        error(RANDOMNESS, "java.security.SecureRandom", "new", "getInstance", "getInstanceStrong");
        error(RANDOMNESS, "java.util.random.RandomGenerator", "of", "getDefault");
        error(RANDOMNESS, "java.util.random.RandomGeneratorFactory", "create()");
        error(RANDOMNESS, "java.util.UUID", "randomUUID");
        error(RANDOMNESS, "java.util.Collections", "shuffle(List)");
    }

    private void threads() {
        error(
                CONCURRENCY,
                "java.lang.Thread",
                "new",
                "start",
                "sleep",
                "join",
                "yield",
                "onSpinWait",
                "ofVirtual",
                "ofPlatform",
                "startVirtualThread");
        error(CONCURRENCY, "java.util.Timer", "new");
        error(CONCURRENCY, "java.util.concurrent.Executors", ForbiddenCall.ANY);
        error(CONCURRENCY, "java.util.concurrent.Executor", "execute");
        error(CONCURRENCY, "java.util.concurrent.ExecutorService", "submit", "invokeAll", "invokeAny");
        error(
                CONCURRENCY,
                "java.util.concurrent.ScheduledExecutorService",
                "schedule",
                "scheduleAtFixedRate",
                "scheduleWithFixedDelay");
        error(CONCURRENCY, "java.util.concurrent.ForkJoinPool", "new", "commonPool", "invoke", "submit");
        error(CONCURRENCY, "java.util.concurrent.ForkJoinTask", "fork", "join", "invoke", "invokeAll", "get");
        error(
                CONCURRENCY,
                "java.util.concurrent.CompletableFuture",
                "supplyAsync",
                "runAsync",
                "thenApplyAsync",
                "thenAcceptAsync",
                "thenRunAsync",
                "thenComposeAsync",
                "thenCombineAsync",
                "thenAcceptBothAsync",
                "runAfterBothAsync",
                "runAfterEitherAsync",
                "applyToEitherAsync",
                "acceptEitherAsync",
                "handleAsync",
                "whenCompleteAsync",
                "exceptionallyAsync",
                "exceptionallyComposeAsync",
                "completeAsync",
                "delayedExecutor",
                "orTimeout",
                "completeOnTimeout",
                "get",
                "join");
        error(CONCURRENCY, "java.util.Collection", "parallelStream");
        error(CONCURRENCY, "java.util.stream.BaseStream", "parallel");
        error(CONCURRENCY, "java.util.Arrays", "parallelPrefix", "parallelSetAll", "parallelSort");
    }

    private void waits() {
        error(CONCURRENCY, "java.lang.Object", "wait()", "wait(long)", "wait(long,int)", "notify()", "notifyAll()");
        error(CONCURRENCY, "java.util.concurrent.Future", "get");
        error(CONCURRENCY, "java.util.concurrent.locks.Lock", "lock", "lockInterruptibly", "tryLock");
        error(
                CONCURRENCY,
                "java.util.concurrent.locks.Condition",
                "await",
                "awaitNanos",
                "awaitUntil",
                "awaitUninterruptibly");
        error(
                CONCURRENCY,
                "java.util.concurrent.locks.StampedLock",
                "readLock",
                "writeLock",
                "tryReadLock",
                "tryWriteLock");
        error(CONCURRENCY, "java.util.concurrent.locks.LockSupport", "park", "parkNanos", "parkUntil");
        error(CONCURRENCY, "java.util.concurrent.Semaphore", "acquire", "acquireUninterruptibly", "tryAcquire");
        error(CONCURRENCY, "java.util.concurrent.CountDownLatch", "await");
        error(CONCURRENCY, "java.util.concurrent.CyclicBarrier", "await");
        error(CONCURRENCY, "java.util.concurrent.Phaser", "arriveAndAwaitAdvance", "awaitAdvance");
        error(CONCURRENCY, "java.util.concurrent.Exchanger", "exchange");
        error(CONCURRENCY, "java.util.concurrent.BlockingQueue", "put", "take", "poll(long,TimeUnit)");
        error(CONCURRENCY, "java.util.concurrent.TimeUnit", "sleep", "timedJoin", "timedWait");
        error(CONCURRENCY, "reactor.core.publisher.Mono", "block", "subscribe");
        error(CONCURRENCY, "reactor.core.publisher.Flux", "blockFirst", "blockLast", "subscribe");
    }

    private void files() {
        error(INPUT_OUTPUT, "java.lang.System", "in", "exit");
        warning(INPUT_OUTPUT, "java.lang.System", "out", "err");
        error(INPUT_OUTPUT, "java.lang.Runtime", "exec", "exit", "halt");
        error(INPUT_OUTPUT, "java.lang.ProcessBuilder", "start");
        error(INPUT_OUTPUT, "java.nio.file.Files", ForbiddenCall.ANY);
        error(
                INPUT_OUTPUT,
                "java.io.File",
                "exists",
                "isFile",
                "isDirectory",
                "length",
                "lastModified",
                "list",
                "listFiles",
                "delete",
                "mkdir",
                "mkdirs",
                "renameTo",
                "createNewFile",
                "createTempFile");
        Stream.of("FileInputStream", "FileOutputStream", "FileReader", "FileWriter", "RandomAccessFile")
                .forEach(type -> error(INPUT_OUTPUT, "java.io." + type, "new"));
        error(INPUT_OUTPUT, "java.nio.channels.FileChannel", "open");
        error(INPUT_OUTPUT, "java.nio.channels.SocketChannel", "open");
    }

    private void network() {
        error(INPUT_OUTPUT, "java.net.Socket", "new", "connect");
        error(INPUT_OUTPUT, "java.net.ServerSocket", "new", "accept");
        error(INPUT_OUTPUT, "java.net.DatagramSocket", "new");
        error(INPUT_OUTPUT, "java.net.URL", "openConnection", "openStream", "getContent");
        error(INPUT_OUTPUT, "java.net.InetAddress", "getByName", "getAllByName", "getLocalHost", "isReachable");
        error(INPUT_OUTPUT, "java.net.http.HttpClient", "newHttpClient", "newBuilder", "send", "sendAsync");
        Stream.of("RestTemplate", "RestOperations", "RestClient", "reactive.function.client.WebClient")
                .forEach(type -> error(
                        INPUT_OUTPUT,
                        type.startsWith("reactive")
                                ? "org.springframework.web." + type
                                : "org.springframework.web.client." + type,
                        type.startsWith("RestT") ? "new" : ForbiddenCall.ANY));
    }

    private void databases() {
        error(INPUT_OUTPUT, "dev.durable.client.WorkflowClient", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "java.sql.DriverManager", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "java.sql.Connection", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "java.sql.Statement", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "javax.sql.DataSource", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "jakarta.persistence.EntityManager", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "org.springframework.jdbc.core.JdbcOperations", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "org.springframework.jdbc.core.simple.JdbcClient", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "org.springframework.data.repository.Repository", ForbiddenCall.ANY);
        error(INPUT_OUTPUT, "org.springframework.transaction.support.TransactionOperations", ForbiddenCall.ANY);
    }

    private void environment() {
        error(ENVIRONMENT, "java.lang.System", "getenv", "getProperty", "getProperties", "setProperty");
        error(ENVIRONMENT, "java.lang.Integer", "getInteger");
        error(ENVIRONMENT, "java.lang.Long", "getLong");
        error(ENVIRONMENT, "java.lang.Boolean", "getBoolean");
        error(ENVIRONMENT, "java.lang.Runtime", "availableProcessors", "freeMemory", "totalMemory", "maxMemory");
        error(ENVIRONMENT, "java.lang.ProcessHandle", "current", "allProcesses");
        error(ENVIRONMENT, "java.util.Locale", "getDefault");
        error(ENVIRONMENT, "java.util.TimeZone", "getDefault");
        error(ENVIRONMENT, "java.time.ZoneId", "systemDefault");
        error(ENVIRONMENT, "java.nio.charset.Charset", "defaultCharset");
        error(ENVIRONMENT, "org.springframework.core.env.PropertyResolver", ForbiddenCall.ANY);
    }

    private void beans() {
        error(SPRING, "org.springframework.beans.factory.BeanFactory", "getBean", "getBeanProvider");
        error(SPRING, "org.springframework.context.ApplicationEventPublisher", "publishEvent");
    }

    private void error(DeterminismRule rule, String className, String... members) {
        add(rule, ERROR, className, members);
    }

    private void warning(DeterminismRule rule, String className, String... members) {
        add(rule, WARNING, className, members);
    }

    private void add(DeterminismRule rule, Severity severity, String className, String... members) {
        for (String member : members) {
            calls.add(ForbiddenCall.of(rule, severity, className, member));
        }
    }
}
