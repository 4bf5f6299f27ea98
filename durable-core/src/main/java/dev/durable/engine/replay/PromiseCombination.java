package dev.durable.engine.replay;

import dev.durable.workflow.Promise;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promises made of several promises. */
final class PromiseCombination {

    private PromiseCombination() {}

    static Promise<@Nullable Void> allOf(RunPromise.Waiting waiting, Collection<? extends Promise<?>> promises) {
        List<Promise<?>> members = List.copyOf(promises);
        RunPromise<@Nullable Void> all =
                new RunPromise<@Nullable Void>(waiting).about(() -> "all of " + openSubjects(members));
        if (members.isEmpty()) {
            all.fulfil(null);
        }
        inheritShowing(members, all);
        int[] open = {members.size()};
        for (Promise<?> member : members) {
            ((RunPromise<?>) member).whenDone(() -> {
                RuntimeException failure = member.failure();
                if (failure != null) {
                    all.fail(failure);
                } else if (--open[0] == 0) {
                    all.fulfil(null);
                }
            });
        }
        return all;
    }

    static <T extends @Nullable Object> Promise<T> anyOf(
            RunPromise.Waiting waiting, Collection<? extends Promise<? extends T>> promises) {
        if (promises.isEmpty()) {
            throw new IllegalArgumentException("anyOf needs at least one promise, none would never complete");
        }
        List<Promise<?>> members = List.copyOf(promises);
        RunPromise<T> first = new RunPromise<T>(waiting).about(() -> "any of " + openSubjects(members));
        inheritShowing(members, first);
        for (Promise<? extends T> member : promises) {
            ((RunPromise<? extends T>) member).whenDone(() -> {
                RuntimeException failure = member.failure();
                if (failure != null) {
                    first.fail(failure);
                } else {
                    first.fulfil(member.get());
                }
            });
        }
        return first;
    }

    private static void inheritShowing(List<Promise<?>> members, RunPromise<?> combination) {
        if (members.stream().anyMatch(member -> ((RunPromise<?>) member).isShowingUnaskedFailure())) {
            combination.showingUnaskedFailure();
        }
    }

    private static List<String> openSubjects(List<Promise<?>> members) {
        return members.stream()
                .filter(member -> !member.isDone())
                .map(member -> ((RunPromise<?>) member).subject())
                .toList();
    }
}
