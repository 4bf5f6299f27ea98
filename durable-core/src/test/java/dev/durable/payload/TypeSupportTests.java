package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TypeSupportTests {

    private final PayloadConverter converter = new JacksonPayloadConverter();

    @SuppressWarnings("unused")
    interface Supported {
        void plain(
                String text,
                int number,
                Integer boxed,
                BigDecimal decimal,
                byte[] bytes,
                Object anything,
                Instant time,
                Locale locale,
                Currency currency,
                URI uri,
                TimeUnit constant,
                Void nothing,
                Throwable throwable,
                Number someNumber,
                CharSequence characters,
                Serializable serializable,
                JsonNode node,
                int[][] matrix);

        void generic(
                List<String> list,
                Collection<? extends Order> orders,
                Map<String, List<Optional<Order>>> nested,
                Iterable<Integer> iterable,
                EnumMap<TimeUnit, Order> byUnit,
                SortedMap<String, Object> sorted,
                Page<Order> page,
                List<Animal> animals,
                Map<String, Animal> animalsByName);

        void own(
                Order order,
                Tree tree,
                Animal animal,
                Zoo zoo,
                WithCreator creator,
                ByFactory factory,
                Closing closing,
                IgnoringPart ignoring);
    }

    @SuppressWarnings("unused")
    interface Unsupported<T> {
        void resources(InputStream in, FileInputStream file, Connection connection, Stream<String> stream);

        void living(
                Thread thread,
                ExecutorService executor,
                CompletableFuture<String> future,
                Iterator<String> iterator,
                List<Thread> threads,
                ThreadLocal<String> local);

        void code(Runnable runnable, Callable<String> callable, Function<String, String> function);

        void open(
                T variable,
                Comparable<String> comparable,
                List<T> list,
                T[] array,
                Shape shape,
                AbstractThing thing,
                List<Shape> shapes);

        void nested(Holder holder, Map<String, Holder> holders, Optional<Shape> shape, NoCreator noCreator);
    }

    static Stream<Type> supported() {
        return parameterTypes(Supported.class);
    }

    static Stream<Type> unsupported() {
        return parameterTypes(Unsupported.class);
    }

    private static Stream<Type> parameterTypes(Class<?> declaring) {
        return Arrays.stream(declaring.getDeclaredMethods())
                .map(Method::getGenericParameterTypes)
                .flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("supported")
    void valuesAreSupported(Type type) {
        assertThat(converter.whyUnsupported(type)).isNull();
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void whatIsNoValueIsNotSupported(Type type) {
        assertThat(converter.whyUnsupported(type)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void reasonNamesTheCulprit(Type type, String reason) {
        assertThat(converter.whyUnsupported(type)).contains(reason);
    }

    static Stream<Object[]> reasons() {
        return Stream.of(
                new Object[] {InputStream.class, "java.io.InputStream is a resource"},
                new Object[] {Thread.class, "java.lang.Thread lives in one process only"},
                new Object[] {Runnable.class, "java.lang.Runnable is code"},
                new Object[] {Shape.class, "Shape is an interface, and nothing says which class to read"},
                new Object[] {AbstractThing.class, "AbstractThing is abstract"},
                new Object[] {Holder.class, "in property 'shape' of Holder"},
                new Object[] {NoCreator.class, "NoCreator has no constructor"},
                new Object[] {Unsupported.class.getTypeParameters()[0], "type variable T"});
    }

    record Order(String id, List<Order> parts) {}

    record Page<T>(List<T> content, int number) {}

    static class Tree {
        public Tree left;
        public List<Tree> others;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Dog.class))
    interface Animal {}

    record Dog(String name) implements Animal {}

    record Zoo(Animal star, List<Animal> others, Map<String, Animal> byName) {}

    static class WithCreator {
        private final String value;

        @JsonCreator
        WithCreator(@JsonProperty("value") String value) {
            this.value = value;
        }

        public String getValue() {
            return value;
        }
    }

    static class ByFactory {
        @JsonCreator
        static ByFactory of(String text) {
            return new ByFactory();
        }

        private ByFactory() {}
    }

    static class Closing implements AutoCloseable {
        public String name = "";

        @Override
        public void close() {}
    }

    static class IgnoringPart {
        public String name = "";

        @JsonIgnore
        public Thread thread = Thread.currentThread();
    }

    interface Shape {
        double area();
    }

    abstract static class AbstractThing {
        public String name = "";
    }

    record Holder(String name, Shape shape) {}

    static class NoCreator {
        private final String first;
        private final String second;

        private NoCreator(String first, String second) {
            this.first = first;
            this.second = second;
        }

        public String getFirst() {
            return first + second;
        }
    }
}
