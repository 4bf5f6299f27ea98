package dev.durable.search;

import java.time.Instant;
import java.util.List;

/**
 * Name and type of a search attribute. Keys are declared once, as constants, and used for setting and for finding:
 *
 * <pre>{@code
 * static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
 * }</pre>
 *
 * @param <T> class of the values
 * @param name at most 64 characters; stored in histories and in the database
 * @param type type of the values; a name has one type throughout an application
 */
public record SearchAttributeKey<T>(String name, SearchAttributeType type) {

    private static final int MAX_NAME_LENGTH = 64;

    /** Checks the name. */
    public SearchAttributeKey {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a search attribute has 1 to " + MAX_NAME_LENGTH + " characters but is '" + name + "'");
        }
    }

    /** A key of short texts. */
    public static SearchAttributeKey<String> keyword(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.KEYWORD);
    }

    /** A key of lists of short texts. */
    public static SearchAttributeKey<List<String>> keywordList(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.KEYWORD_LIST);
    }

    /** A key of whole numbers. */
    public static SearchAttributeKey<Long> longKey(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.LONG);
    }

    /** A key of numbers. */
    public static SearchAttributeKey<Double> doubleKey(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.DOUBLE);
    }

    /** A key of truth values. */
    public static SearchAttributeKey<Boolean> booleanKey(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.BOOLEAN);
    }

    /** A key of moments. */
    public static SearchAttributeKey<Instant> datetime(String name) {
        return new SearchAttributeKey<>(name, SearchAttributeType.DATETIME);
    }
}
