package dev.durable.payload;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Builds the mapper for payloads. Whatever decides about the stored form is set here, although much of it is Jackson's default
 * today: defaults change between versions, stored histories do not.
 */
final class PayloadMapper {

    private PayloadMapper() {}

    static JsonMapper create(Consumer<? super JsonMapper.Builder> customizer) {
        JsonMapper.Builder builder = JsonMapper.builder();
        pinReading(builder);
        pinWriting(builder);
        pinTimes(builder);
        builder.addModule(deterministicCollections());
        customizer.accept(builder);
        return builder.build();
    }

    private static void pinReading(JsonMapper.Builder builder) {
        builder.disable(
                        // A field that was removed, and one that was added, must not make old histories unreadable.
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
                        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                        DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
                        DeserializationFeature.UNWRAP_ROOT_VALUE,
                        DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
                        DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        // What values of undeclared types are read as.
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
                        DeserializationFeature.USE_LONG_FOR_INTS,
                        DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.WRAP_EXCEPTIONS)
                .disable(
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES,
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS,
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES,
                        MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .enable(MapperFeature.DETECT_PARAMETER_NAMES, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(
                        EnumFeature.READ_ENUMS_USING_TO_STRING,
                        EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
                        EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // Values belong in no log or message.
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    private static void pinWriting(JsonMapper.Builder builder) {
        builder.enable(
                        // A class of which nothing would be stored is a mistake, not an empty object.
                        SerializationFeature.FAIL_ON_EMPTY_BEANS,
                        SerializationFeature.FAIL_ON_SELF_REFERENCES,
                        SerializationFeature.WRAP_EXCEPTIONS,
                        SerializationFeature.WRITE_EMPTY_JSON_ARRAYS)
                .disable(
                        SerializationFeature.INDENT_OUTPUT,
                        SerializationFeature.WRAP_ROOT_VALUE,
                        SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                        SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS,
                        SerializationFeature.CLOSE_CLOSEABLE,
                        // The order of a map is part of its value: workflow code may iterate over it.
                        SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(
                        JsonWriteFeature.ESCAPE_NON_ASCII,
                        JsonWriteFeature.ESCAPE_FORWARD_SLASHES,
                        JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .defaultBase64Variant(Base64Variants.MIME_NO_LINEFEEDS)
                .disable(
                        EnumFeature.WRITE_ENUMS_USING_TO_STRING,
                        EnumFeature.WRITE_ENUMS_USING_INDEX,
                        EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(
                        // Reflection promises no order of members.
                        MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
                        MapperFeature.SORT_CREATOR_PROPERTIES_FIRST,
                        // What a record computes is not part of it.
                        MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(MapperFeature.USE_GETTERS_AS_SETTERS, MapperFeature.PROPAGATE_TRANSIENT_MARKER);
    }

    private static void pinTimes(JsonMapper.Builder builder) {
        builder.disable(
                        DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                        DateTimeFeature.TRUNCATE_TO_MSECS_ON_READ,
                        DateTimeFeature.TRUNCATE_TO_MSECS_ON_WRITE,
                        DateTimeFeature.WRITE_UTC_AS_OFFSET)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID, DateTimeFeature.ONE_BASED_MONTHS)
                .defaultTimeZone(TimeZone.getTimeZone("UTC"))
                .defaultLocale(Locale.ROOT);
    }

    /** Sets keep the order in which they were written: that of a hash set may differ between processes, and so would a replay. */
    private static SimpleModule deterministicCollections() {
        return new SimpleModule("durable-collections").addAbstractTypeMapping(Set.class, LinkedHashSet.class);
    }
}
