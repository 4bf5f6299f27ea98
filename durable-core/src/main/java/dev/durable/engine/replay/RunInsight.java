package dev.durable.engine.replay;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tells people where the threads of one run stand. Asked while none of them runs. */
final class RunInsight {

    /** Name of the query for the stack of each thread. */
    static final String STACK_TRACE = "__stack_trace";

    /** Name of the query for what each thread waits for. */
    static final String WAITING_FOR = "__waiting_for";

    private static final String CLOSED = "The run has closed; its code waits for nothing any more.";

    private final DeterministicScheduler scheduler;

    RunInsight(DeterministicScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A paragraph for each thread: its name, what it waits for, and its stack. */
    String stackTrace(boolean closed) {
        return closed
                ? CLOSED
                : scheduler.threads().stream()
                        .map(thread -> line(thread) + "\n"
                                + codeOf(thread.stack()).stream()
                                        .map(frame -> "    at " + frame + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n"));
    }

    /** A line for each thread: its name, what it waits for, and where. */
    List<String> waitingFor(boolean closed) {
        return closed
                ? List.of(CLOSED)
                : scheduler.threads().stream()
                        .map(thread -> line(thread)
                                + codeOf(thread.stack()).stream()
                                        .findFirst()
                                        .map(frame -> ", at " + frame)
                                        .orElse(""))
                        .toList();
    }

    private static String line(WorkflowThread thread) {
        return thread.name() + " waits for " + thread.waitingFor();
    }

    /** From the innermost to the outermost frame of the application: what is below and above is how the engine runs it. */
    private static List<String> codeOf(StackTraceElement[] stack) {
        int first = 0;
        while (first < stack.length && isMachinery(stack[first])) {
            first++;
        }
        int end = stack.length;
        while (end > first && isMachinery(stack[end - 1])) {
            end--;
        }
        return Arrays.asList(stack).subList(first, end).stream()
                .map(RunInsight::text)
                .toList();
    }

    private static boolean isMachinery(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("dev.durable.engine.replay.")
                || type.startsWith("dev.durable.engine.definition.")
                || type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.contains("$DurableStub$");
    }

    /** Without class loader and module. */
    private static String text(StackTraceElement frame) {
        String place = frame.getFileName() == null ? "" : frame.getFileName() + ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
    }
}
