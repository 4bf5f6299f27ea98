package dev.durable.jpa;

import dev.durable.search.SearchAttributeType;
import dev.durable.search.SearchAttributeValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code durable_search_attribute}: a value in the column of its kind, or one element of a list. An empty list is a row
 * without a value.
 */
@Entity(name = "SearchAttribute")
@Table(name = "search_attribute")
class SearchAttributeRow {

    /** The run, the attribute, and the place in a list. */
    @Embeddable
    record Key(UUID runId, String name, int position) {}

    @EmbeddedId
    Key key;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    SearchAttributeType type;

    @Nullable
    String keywordValue;

    @Nullable
    Long longValue;

    @Nullable
    Double doubleValue;

    @Nullable
    Boolean booleanValue;

    @Nullable
    Instant datetimeValue;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    SearchAttributeRow() {}

    private SearchAttributeRow(Key key, SearchAttributeType type, @Nullable Object value) {
        this.key = key;
        this.type = type;
        switch (type) {
            case KEYWORD, KEYWORD_LIST -> keywordValue = (String) value;
            case LONG -> longValue = (Long) value;
            case DOUBLE -> doubleValue = (Double) value;
            case BOOLEAN -> booleanValue = (Boolean) value;
            case DATETIME -> datetimeValue = (Instant) value;
        }
    }

    /** Name of the field in which values of a type are. */
    static String fieldOf(SearchAttributeType type) {
        return switch (type) {
            case KEYWORD, KEYWORD_LIST -> "keywordValue";
            case LONG -> "longValue";
            case DOUBLE -> "doubleValue";
            case BOOLEAN -> "booleanValue";
            case DATETIME -> "datetimeValue";
        };
    }

    /** The rows of a value; none if it is to be removed. */
    static List<SearchAttributeRow> of(UUID runId, String name, SearchAttributeValue value) {
        if (value.value() == null) {
            return List.of();
        }
        List<?> elements = value.value() instanceof List<?> list ? list : List.of(value.value());
        if (elements.isEmpty()) {
            return List.of(new SearchAttributeRow(new Key(runId, name, 0), value.type(), null));
        }
        List<SearchAttributeRow> rows = new ArrayList<>();
        for (Object element : elements) {
            rows.add(new SearchAttributeRow(new Key(runId, name, rows.size()), value.type(), element));
        }
        return rows;
    }

    /** The values by name, from all rows of a run, which are in the order of their keys. */
    static Map<String, SearchAttributeValue> values(List<SearchAttributeRow> rows) {
        Map<String, SearchAttributeValue> values = new TreeMap<>();
        Map<String, List<String>> lists = new TreeMap<>();
        for (SearchAttributeRow row : rows) {
            if (row.type == SearchAttributeType.KEYWORD_LIST) {
                List<String> elements = lists.computeIfAbsent(row.key.name(), name -> new ArrayList<>());
                if (row.keywordValue != null) {
                    elements.add(row.keywordValue);
                }
            } else {
                values.put(row.key.name(), new SearchAttributeValue(row.type, row.value()));
            }
        }
        lists.forEach((name, elements) ->
                values.put(name, new SearchAttributeValue(SearchAttributeType.KEYWORD_LIST, List.copyOf(elements))));
        return values;
    }

    private @Nullable Object value() {
        return switch (type) {
            case KEYWORD, KEYWORD_LIST -> keywordValue;
            case LONG -> longValue;
            case DOUBLE -> doubleValue;
            case BOOLEAN -> booleanValue;
            case DATETIME -> datetimeValue;
        };
    }
}
