package dev.durable.engine.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Type;

/** {@link ForbiddenCalls} and {@link ForbiddenCallIndex}. */
class ForbiddenCallsTests {

    /** Came with later versions of Java than the oldest supported one. */
    private static final Set<String> LATER = Set.of("ofVirtual", "ofPlatform", "startVirtualThread");

    private final ForbiddenCallIndex index = new ForbiddenCallIndex(
            ForbiddenCalls.all(), new ClassFiles(ForbiddenCallsTests.class.getClassLoader(), List.of()));

    static Stream<ForbiddenCall> callsOfTheJdk() {
        return ForbiddenCalls.all().stream()
                .filter(call -> call.owner().startsWith("java/") || call.owner().startsWith("javax/"))
                .filter(call -> !LATER.contains(call.name()));
    }

    @ParameterizedTest
    @MethodSource("callsOfTheJdk")
    void everyEntryIsOfSomethingThatExistsAndIsFound(ForbiddenCall call) throws ClassNotFoundException {
        Class<?> owner = Class.forName(call.owner().replace('/', '.'));

        assertThat(members(owner))
                .anySatisfy(member -> assertThat(found(call.owner(), member)).contains(call));
    }

    @Test
    void nothingIsListedTwice() {
        assertThat(ForbiddenCalls.all().stream().map(call -> call.owner() + "." + call.member()))
                .doesNotHaveDuplicates();
    }

    @Test
    void subclassesAreForbiddenToo() {
        assertThat(index.method("java/util/concurrent/ThreadPoolExecutor", "submit", "(Ljava/lang/Runnable;)V"))
                .hasValueSatisfying(call -> assertThat(call.className()).endsWith("ExecutorService"));
        assertThat(index.method("java/util/concurrent/locks/ReentrantLock", "lock", "()V"))
                .isPresent();
        assertThat(index.method("java/util/ArrayList", "parallelStream", "()Ljava/util/stream/Stream;"))
                .isPresent();
    }

    @Test
    void overloadsThatTakeAClockOrASeedAreAllowed() {
        assertThat(index.method("java/time/LocalDate", "now", "(Ljava/time/Clock;)Ljava/time/LocalDate;"))
                .isEmpty();
        assertThat(index.method("java/util/Random", "<init>", "(J)V")).isEmpty();
        assertThat(index.method("java/util/Collections", "shuffle", "(Ljava/util/List;Ljava/util/Random;)V"))
                .isEmpty();
        assertThat(index.method("java/lang/String", "join", "(Ljava/lang/CharSequence;Ljava/lang/Iterable;)V"))
                .isEmpty();
    }

    private Optional<ForbiddenCall> found(String owner, Member member) {
        if (member instanceof Field field) {
            return index.field(owner, field.getName());
        }
        return member instanceof Method method
                ? index.method(owner, method.getName(), Type.getMethodDescriptor(method))
                : index.method(
                        owner, ForbiddenCall.CONSTRUCTOR, Type.getConstructorDescriptor((Constructor<?>) member));
    }

    private static List<Member> members(Class<?> owner) {
        return Stream.<Member[]>of(
                        owner.getMethods(),
                        owner.getDeclaredMethods(),
                        owner.getDeclaredConstructors(),
                        owner.getFields())
                .flatMap(Arrays::stream)
                .toList();
    }
}
