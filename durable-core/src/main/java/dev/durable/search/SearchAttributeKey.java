package dev.durable.search;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Name and type of a search attribute. Keys are declared once, as constants, and used for setting and for finding:
 *
 * <pre>{@code
 * static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
 *
 * client.list(WorkflowFilter.ALL.with(CUSTOMER.is("ada")));
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

    /** Holds if the attribute has this value. For lists use {@link #contains}. */
    public SearchCondition is(T value) {
        return isOneOf(List.of(value));
    }

    /** Holds if the attribute has one of these values. For lists use {@link #containsOneOf}. */
    public SearchCondition isOneOf(Collection<T> values) {
        requireType("is", type != SearchAttributeType.KEYWORD_LIST);
        return new SearchCondition.OneOf(
                name, type, values.stream().map(value -> checked(type, value)).toList());
    }

    /** Holds if the list has this text among its own. */
    public SearchCondition contains(String text) {
        return containsOneOf(List.of(text));
    }

    /** Holds if the list has one of these texts among its own. */
    public SearchCondition containsOneOf(Collection<String> texts) {
        requireType("contains", type == SearchAttributeType.KEYWORD_LIST);
        return new SearchCondition.OneOf(
                name,
                type,
                texts.stream()
                        .map(text -> checked(SearchAttributeType.KEYWORD, text))
                        .toList());
    }

    /** Holds if the number or moment is this one or a later one. */
    public SearchCondition isAtLeast(T from) {
        return range(from, null);
    }

    /** Holds if the number or moment is below this one. */
    public SearchCondition isLessThan(T before) {
        return range(null, before);
    }

    /** Holds if the number or moment is the first one, or between the two. */
    public SearchCondition isBetween(T from, T before) {
        return range(from, before);
    }

    /** Holds if the text begins so, or one of the list does. */
    public SearchCondition startsWith(String prefix) {
        requireType("startsWith", type == SearchAttributeType.KEYWORD || type == SearchAttributeType.KEYWORD_LIST);
        return new SearchCondition.StartsWith(name, type, prefix);
    }

    /** Holds if the attribute is set. */
    public SearchCondition exists() {
        return new SearchCondition.Exists(name, type);
    }

    private SearchCondition range(@Nullable T from, @Nullable T before) {
        boolean ordered = type == SearchAttributeType.LONG
                || type == SearchAttributeType.DOUBLE
                || type == SearchAttributeType.DATETIME;
        requireType("a comparison", ordered);
        return new SearchCondition.InRange(
                name, type, from == null ? null : checked(type, from), before == null ? null : checked(type, before));
    }

    private void requireType(String condition, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("The search attribute '" + name + "' is a " + type + ", for which "
                    + condition + " is not a condition");
        }
    }

    /** In the form in which values are stored. */
    private static Object checked(SearchAttributeType type, Object value) {
        return Objects.requireNonNull(new SearchAttributeValue(type, value).value());
    }
}
