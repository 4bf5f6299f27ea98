package dev.durable.chaos.work;

import dev.durable.history.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input of one workflow, from which follows how it has to end.
 *
 * @param id workflow id
 * @param kind what it does
 * @param steps how often: activities, timers, messages, children or rounds
 * @param failures how many attempts of each second activity fail
 * @param refused whether the last activity fails for good
 * @param pauseMillis how long timers, and half of that how long activities take
 */
public record Work(String id, WorkKind kind, int steps, int failures, boolean refused, int pauseMillis) {

    /** What stands in a parent's result for a child that failed. */
    static final String REFUSED = "refused";

    /** The work of a number, always the same for a seed. */
    public static Work of(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        return new Work(
                "work-" + number,
                kind(random),
                1 + random.nextInt(4),
                random.nextInt(4) == 0 ? 2 : 0,
                random.nextInt(5) == 0,
                random.nextInt(3) == 0 ? random.nextInt(3_000) : random.nextInt(200));
    }

    private static WorkKind kind(SplittableRandom random) {
        List<WorkKind> tickets = Stream.of(WorkKind.values())
                .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
                .toList();
        return tickets.get(random.nextInt(tickets.size()));
    }

    /** The work of one of its children. */
    Work child(int number) {
        return new Work(
                id + "-child-" + number,
                WorkKind.ACTIVITIES,
                1 + number % 2,
                failures,
                refused && number == 0,
                pauseMillis);
    }

    /** All workflows that have to be there in the end on account of it: itself, and its children. */
    public List<Work> withChildren() {
        return kind == WorkKind.CHILDREN
                ? IntStream.rangeClosed(0, steps)
                        .mapToObj(number -> number == steps ? this : child(number))
                        .toList()
                : List.of(this);
    }

    /** How the last run has to close. */
    public EventType closing() {
        return kind.closing(refused);
    }

    /** How many runs it takes. */
    public int runs() {
        return kind == WorkKind.ROUNDS ? steps : 1;
    }

    /** The result that it has to have, or null if it must not have one, or if faults decide it. */
    public @Nullable String expectedResult() {
        return switch (kind) {
            case ACTIVITIES -> refused ? null : numbers();
            case AT_MOST_ONCE -> null;
            case TIMERS, SIGNALS, UPDATES, ROUNDS, LATER, TRANSACTIONAL, ROUTED -> numbers();
            case CHILDREN ->
                IntStream.range(0, steps)
                        .mapToObj(this::child)
                        .map(child -> String.valueOf(child.refused ? REFUSED : child.expectedResult()))
                        .collect(Collectors.joining(";"));
        };
    }

    private String numbers() {
        return joined(IntStream.range(0, steps).boxed().toList());
    }

    /** Numbers as results show them. */
    static String joined(Iterable<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        numbers.forEach(number -> text.append(text.isEmpty() ? "" : ",").append(number));
        return text.toString();
    }

    /** Executes an activity for each step, one after the other, and joins what they return. */
    String stepByStep(Function<Effect, Integer> activity) {
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            done.add(activity.apply(effect(step)));
        }
        return joined(done);
    }

    /** The effect of an activity. */
    Effect effect(int step) {
        return new Effect(step, step % 2 == 1 ? failures : 0, pauseMillis / 2, "");
    }

    /** Identity under which a message is sent. */
    public String requestId(int number) {
        return id + "-message-" + number;
    }
}
