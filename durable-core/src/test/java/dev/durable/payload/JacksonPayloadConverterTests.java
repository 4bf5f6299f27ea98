package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;

class JacksonPayloadConverterTests {

    private final JacksonPayloadConverter converter = new JacksonPayloadConverter();

    static Stream<Object> values() {
        return Stream.of(
                "text with \"quotes\", \u00fc, \ud83d\ude80 and \u0000",
                42,
                Long.MAX_VALUE,
                1.5,
                Double.NaN,
                true,
                'c',
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("0.10"),
                new BigDecimal("1E+10"),
                new BigDecimal("12345678901234567890.123456789000"),
                UUID.fromString("0190a2b4-0000-7000-8000-000000000000"),
                Instant.parse("2026-03-01T10:15:30.123456789Z"),
                LocalDate.of(2026, 3, 1),
                LocalDateTime.of(2026, 3, 1, 10, 15),
                OffsetDateTime.of(2026, 3, 1, 10, 15, 0, 0, ZoneOffset.ofHours(3)),
                ZonedDateTime.of(2026, 3, 1, 10, 15, 0, 0, ZoneId.of("Europe/Paris")),
                Duration.ofMillis(90_500),
                Color.RED,
                new Empty(),
                new Money(new BigDecimal("10.00"), "EUR"),
                new Order("42", List.of(new Line("book", 2)), Optional.of("gift"), Map.of("a", Duration.ofDays(1))),
                new Order("42", List.of(), Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueComesBackEqual(Object value) {
        Payload payload = converter.toPayload(value);

        assertThat(converter.fromPayload(payload, value.getClass())).isEqualTo(value);
        assertThat(converter.toPayload(value, value.getClass())).isEqualTo(payload);
    }

    /**
     * The stored form of each kind of value, and that it comes back from it. What stands here is in histories: a new version of Jackson,
     * or another setting, that changes one of these makes stored data unreadable or replays report differences.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void storedForms(Type type, Object value, String json) {
        Payload payload = converter.toPayload(value, type);

        assertThat(payload.data()).isEqualTo(json);
        assertThat(converter.fromPayload(Payload.json(json), type))
                .usingRecursiveComparison()
                .isEqualTo(value);
        assertThat(converter.whyUnsupported(type)).isNull();
    }

    static Stream<Arguments> storedForms() {
        return Stream.concat(simpleForms(), compoundForms());
    }

    private static Stream<Arguments> simpleForms() {
        return Stream.of(
                form(byte.class, (byte) -1, "-1"),
                form(short.class, (short) 2, "2"),
                form(long.class, 3L, "3"),
                form(float.class, 1.5f, "1.5"),
                form(double.class, 1e300, "1.0E300"),
                form(Double.class, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                form(char.class, '\u20ac', "\"\u20ac\""),
                form(String.class, "a/b \u00fc \u007f \n", "\"a/b \u00fc \u007f \\n\""),
                form(BigDecimal.class, new BigDecimal("1E+3"), "1E+3"),
                form(byte[].class, new byte[] {-1, -2, -3, -4}, "\"//79/A==\""),
                form(byte[][].class, new byte[][] {{1}, {}}, "[\"AQ==\",\"\"]"),
                form(char[].class, new char[] {'a', 'b'}, "\"ab\""),
                form(int[].class, new int[] {1, 2}, "[1,2]"),
                form(boolean[].class, new boolean[] {true}, "[true]"),
                form(String[].class, new String[] {"a", null}, "[\"a\",null]"),
                form(Instant.class, Instant.parse("2026-03-01T10:15:30.120Z"), "\"2026-03-01T10:15:30.120Z\""),
                form(LocalDate.class, LocalDate.of(2026, 3, 1), "\"2026-03-01\""),
                form(LocalTime.class, LocalTime.of(10, 15), "\"10:15:00\""),
                form(LocalDateTime.class, LocalDateTime.of(2026, 3, 1, 10, 15), "\"2026-03-01T10:15:00\""),
                form(OffsetTime.class, OffsetTime.of(10, 15, 0, 0, ZoneOffset.UTC), "\"10:15Z\""),
                form(
                        OffsetDateTime.class,
                        OffsetDateTime.of(2026, 3, 1, 10, 15, 0, 0, ZoneOffset.UTC),
                        "\"2026-03-01T10:15:00Z\""),
                form(
                        ZonedDateTime.class,
                        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Paris")),
                        "\"2026-10-25T02:30:00+02:00[Europe/Paris]\""),
                form(Duration.class, Duration.ofMillis(90_500), "\"PT1M30.5S\""),
                form(Period.class, Period.of(1, 2, 3), "\"P1Y2M3D\""),
                form(Year.class, Year.of(2026), "2026"),
                form(YearMonth.class, YearMonth.of(2026, 3), "\"2026-03\""),
                form(MonthDay.class, MonthDay.of(2, 29), "\"--02-29\""),
                form(Month.class, Month.MARCH, "3"),
                form(DayOfWeek.class, DayOfWeek.MONDAY, "\"MONDAY\""),
                form(ZoneId.class, ZoneId.of("Europe/Paris"), "\"Europe/Paris\""),
                form(ZoneOffset.class, ZoneOffset.ofHours(3), "\"+03:00\""),
                form(Date.class, new Date(0), "\"1970-01-01T00:00:00.000Z\""),
                form(Locale.class, Locale.CANADA_FRENCH, "\"fr-CA\""),
                form(Currency.class, Currency.getInstance("EUR"), "\"EUR\""),
                form(URI.class, URI.create("https://example.org/a?b"), "\"https://example.org/a?b\""),
                form(Class.class, String.class, "\"java.lang.String\""));
    }

    private static Stream<Arguments> compoundForms() {
        UUID id = UUID.fromString("0190a2b4-0000-7000-8000-000000000000");
        return Stream.of(
                form(
                        type(new TypeReference<Optional<Line>>() {}),
                        Optional.of(new Line("b", 1)),
                        "{\"item\":\"b\",\"count\":1}"),
                form(type(new TypeReference<Optional<String>>() {}), Optional.empty(), "null"),
                form(
                        type(new TypeReference<List<Optional<Integer>>>() {}),
                        List.of(Optional.of(1), Optional.empty()),
                        "[1,null]"),
                form(OptionalInt.class, OptionalInt.of(7), "7"),
                form(OptionalLong.class, OptionalLong.empty(), "null"),
                form(OptionalDouble.class, OptionalDouble.of(0.5), "0.5"),
                form(type(new TypeReference<List<String>>() {}), Arrays.asList("a", null), "[\"a\",null]"),
                form(
                        type(new TypeReference<Map<Color, Map<LocalDate, List<byte[]>>>>() {}),
                        Map.of(Color.RED, Map.of(LocalDate.of(2026, 3, 1), List.of(new byte[] {1}))),
                        "{\"RED\":{\"2026-03-01\":[\"AQ==\"]}}"),
                form(type(new TypeReference<Map<UUID, Integer>>() {}), Map.of(id, 1), "{\"" + id + "\":1}"),
                form(
                        type(new TypeReference<SortedMap<Integer, String>>() {}),
                        new TreeMap<>(Map.of(2, "b", 1, "a")),
                        "{\"1\":\"a\",\"2\":\"b\"}"),
                form(
                        type(new TypeReference<EnumSet<Color>>() {}),
                        EnumSet.of(Color.RED, Color.GREEN),
                        "[\"RED\",\"GREEN\"]"),
                form(
                        type(new TypeReference<Page<Line>>() {}),
                        new Page<>(List.of(new Line("b", 1)), Optional.of(2), null),
                        "{\"content\":[{\"item\":\"b\",\"count\":1}],\"next\":2,\"note\":null}"),
                form(
                        type(new TypeReference<Page<Page<String>>>() {}),
                        new Page<>(List.of(new Page<>(List.of("x"), Optional.empty(), "n")), Optional.empty(), null),
                        "{\"content\":[{\"content\":[\"x\"],\"next\":null,\"note\":\"n\"}],\"next\":null,\"note\":null}"),
                form(
                        Object.class,
                        List.of(1, 1.5, "a", true, Map.of("k", 10_000_000_000L)),
                        "[1,1.5,\"a\",true,{\"k\":10000000000}]"));
    }

    private static Arguments form(Type type, Object value, String json) {
        return Arguments.of(type, value, json);
    }

    @Test
    void primitivesComeBack() {
        assertThat(converter.fromPayload(converter.toPayload(7, int.class), int.class))
                .isEqualTo(7);
        assertThat(converter.fromPayload(converter.toPayload(true, boolean.class), boolean.class))
                .isEqualTo(true);
        assertThat(converter.fromPayload(converter.toPayload('x', char.class), char.class))
                .isEqualTo('x');
    }

    @Test
    void bytesAreBase64() {
        byte[] bytes = {0, 1, (byte) 255};

        Payload payload = converter.toPayload(bytes);

        assertThat(payload.data()).isEqualTo("\"AAH/\"");
        assertThat((byte[]) converter.fromPayload(payload, byte[].class)).isEqualTo(bytes);
    }

    @Test
    void nullAndVoid() {
        assertThat(converter.toPayload(null)).isSameAs(Payload.NULL);
        assertThat(converter.toPayload(null, Order.class)).isSameAs(Payload.NULL);
        assertThat(converter.fromPayload(Payload.NULL, Order.class)).isNull();
        assertThat(converter.fromPayload(Payload.NULL, void.class)).isNull();
        assertThat(converter.fromPayload(Payload.json("{\"was\":\"something\"}"), void.class))
                .isNull();
        assertThat(converter.fromPayload(Payload.NULL, Optional.class)).isEqualTo(Optional.empty());
    }

    @Test
    void nullIsNoPrimitive() {
        assertThatThrownBy(() -> converter.fromPayload(Payload.NULL, int.class))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_NOT_DECODABLE))
                .hasMessageContaining("does not fit int");
    }

    @Test
    void genericTypesKeepTheirElements() {
        Type type = type(new TypeReference<Map<String, List<Money>>>() {});
        Map<String, List<Money>> value = Map.of("total", List.of(new Money(BigDecimal.ONE, "EUR")));

        assertThat(converter.fromPayload(converter.toPayload(value, type), type))
                .isEqualTo(value);
    }

    @Test
    void elementsDeclaredPolymorphicKeepTheirClasses() {
        Type type = type(new TypeReference<List<Payment>>() {});
        List<Payment> value = List.of(new Card("1234"), new Invoice(30));

        Payload payload = converter.toPayload(value, type);

        assertThat(payload.data())
                .isEqualTo("[{\"kind\":\"card\",\"number\":\"1234\"},{\"kind\":\"invoice\",\"days\":30}]");
        assertThat(converter.fromPayload(payload, type)).isEqualTo(value);
    }

    @Test
    void polymorphicValueKeepsItsClass() {
        Payload payload = converter.toPayload(new Card("1234"), Payment.class);

        assertThat(converter.fromPayload(payload, Payment.class)).isEqualTo(new Card("1234"));
    }

    @Test
    void valueDeclaredAsObjectIsWrittenAsWhatItIs() {
        assertThat(converter.toPayload(new Line("book", 2), Object.class).data())
                .isEqualTo("{\"item\":\"book\",\"count\":2}");
        assertThat(converter.toPayload("x", Comparable.class).data()).isEqualTo("\"x\"");
    }

    @Test
    void setsAndMapsKeepTheirOrder() {
        Type setType = type(new TypeReference<Set<Color>>() {});
        Type mapType = type(new TypeReference<Map<String, Integer>>() {});
        Set<String> set = new LinkedHashSet<>(List.of("GREEN", "RED", "BLUE"));
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);

        Object readSet = converter.fromPayload(converter.toPayload(set), setType);
        Object readMap = converter.fromPayload(converter.toPayload(map), mapType);

        assertThat((Set<?>) readSet).extracting(Object::toString).containsExactly("GREEN", "RED", "BLUE");
        assertThat(((Map<?, ?>) readMap).keySet()).extracting(Object::toString).containsExactly("z", "a");
    }

    @Test
    void fieldsMayBeAddedAndRemoved() {
        Payload older = Payload.json("{\"item\":\"book\",\"colour\":\"red\"}");

        assertThat(converter.fromPayload(older, Line.class)).isEqualTo(new Line("book", 0));
    }

    @Test
    void beansAndImmutableClassesAreCarried() {
        Bean bean = new Bean();
        bean.setName("n");

        assertThat(converter.fromPayload(converter.toPayload(bean), Bean.class))
                .extracting("name")
                .isEqualTo("n");
    }

    @Test
    void enumConstantsAreStoredByName() {
        assertThat(converter.toPayload(Color.RED).data()).isEqualTo("\"RED\"");
    }

    @Test
    void unencodableValueIsRefused() {
        assertThatThrownBy(() -> converter.toPayload(new Object()))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_NOT_ENCODABLE))
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void cyclicValueIsRefused() {
        Node node = new Node();
        node.next = new Node();
        node.next.next = node;

        assertThatThrownBy(() -> converter.toPayload(node)).isInstanceOf(PayloadException.class);
    }

    @Test
    void payloadOfAnotherShapeIsRefusedWithoutShowingTheValue() {
        assertThatThrownBy(() -> converter.fromPayload(Payload.json("[\"secret\"]"), Line.class))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining(Line.class.getName())
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> converter.fromPayload(Payload.json("1 2"), int.class))
                .isInstanceOf(PayloadException.class);
    }

    @Test
    void payloadOfAnotherEncodingIsRefused() {
        Payload encrypted = new Payload("xyz", Map.of("encoding", "aes"));

        assertThatThrownBy(() -> converter.fromPayload(encrypted, String.class))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("aes");
    }

    @Test
    void customizerAddsToTheFixedSettings() {
        JacksonPayloadConverter snake = new JacksonPayloadConverter(
                builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE));

        assertThat(snake.toPayload(new Line("book", 1)).data()).isEqualTo("{\"Item\":\"book\",\"Count\":1}");
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }

    enum Color {
        RED,
        GREEN,
        BLUE {
            @Override
            boolean isCold() {
                return true;
            }
        };

        boolean isCold() {
            return false;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    record Empty() {}

    record Money(BigDecimal amount, String currency) {
        public boolean isFree() {
            return amount.signum() == 0;
        }
    }

    record Line(String item, int count) {}

    record Page<T>(List<T> content, Optional<Integer> next, String note) {}

    record Order(String id, List<Line> lines, Optional<String> note, Map<String, Duration> limits) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Invoice.class, name = "invoice")
    })
    sealed interface Payment permits Card, Invoice {}

    record Card(String number) implements Payment {}

    record Invoice(int days) implements Payment {}

    static class Bean {
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    static class Node {
        public Node next;
    }
}
