package dev.durable.engine.determinism.code;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.io.FileInputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Each breaks one rule in all ways. */
public final class BrokenWorkflows {

    private BrokenWorkflows() {}

    /** Clocks. */
    @Workflow
    public static class AskingClocks {

        @WorkflowMethod
        public String run() {
            return Instant.now()
                    + " "
                    + System.currentTimeMillis()
                    + LocalDate.now(ZoneOffset.UTC)
                    + new Date()
                    + Clock.systemUTC();
        }
    }

    /** Random numbers. */
    @Workflow
    public static class Guessing {

        @WorkflowMethod
        public String run() {
            List<String> names = new ArrayList<>();
            Collections.shuffle(names);
            return UUID.randomUUID()
                    + " "
                    + Math.random()
                    + new Random().nextInt()
                    + ThreadLocalRandom.current().nextInt()
                    + new SecureRandom().nextInt();
        }
    }

    /** Threads. */
    @Workflow
    public static class Parallel {

        @WorkflowMethod
        public void run(List<String> names) {
            new Thread(() -> {}).start();
            ExecutorService pool = Executors.newFixedThreadPool(2);
            pool.submit(() -> {});
            CompletableFuture.supplyAsync(() -> 1);
            names.parallelStream().forEach(name -> {});
        }
    }

    /** Waits. */
    @Workflow
    public static class Blocking {

        private final ReentrantLock lock = new ReentrantLock();

        @WorkflowMethod
        public void run() throws InterruptedException {
            Thread.sleep(1);
            lock.lock();
            new CountDownLatch(1).await();
            new LinkedBlockingQueue<String>().take();
            synchronized (this) {
                wait();
            }
        }
    }

    /** Files, network, database. */
    @Workflow
    public static class Reading {

        @WorkflowMethod
        @SuppressWarnings("resource")
        public void run() throws Exception {
            Files.readString(Path.of("a"));
            new FileInputStream("b");
            new Socket("c", 1);
            HttpClient.newHttpClient();
            DriverManager.getConnection("d");
            System.out.println(System.in);
        }
    }

    /** Settings of machine and process. */
    @Workflow
    public static class Settings {

        @WorkflowMethod
        public String run() {
            return System.getenv("HOME")
                    + System.getProperty("user.dir")
                    + Locale.getDefault()
                    + TimeZone.getDefault()
                    + ZoneId.systemDefault();
        }
    }

    /** Static fields. */
    @Workflow
    public static class Sharing {

        private static final List<String> SEEN = new ArrayList<>();
        private static final AtomicLong NUMBERS = new AtomicLong();
        private static int count = 1;

        @WorkflowMethod
        public int run(String name) {
            List<String> seen = SEEN;
            seen.add(name);
            NUMBERS.incrementAndGet();
            count = seen.size();
            return count;
        }
    }

    /** What is often harmless. */
    @Workflow
    public static class Suspicious {

        @WorkflowMethod
        public synchronized void run() {
            System.out.println("begun");
        }
    }

    /** Beans. */
    @Workflow
    public static class Making {

        @WorkflowMethod
        public void run() {
            new Mails().send();
        }
    }

    /** A bean. */
    @Activity
    public static class Mails {

        /** Sends one. */
        public void send() {
            Instant.now();
        }
    }
}
