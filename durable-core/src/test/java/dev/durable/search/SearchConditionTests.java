package dev.durable.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchConditionTests {

    private static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    private static final SearchAttributeKey<List<String>> TAGS = SearchAttributeKey.keywordList("tags");
    private static final SearchAttributeKey<Long> TOTAL = SearchAttributeKey.longKey("total");
    private static final SearchAttributeKey<Double> WEIGHT = SearchAttributeKey.doubleKey("weight");
    private static final SearchAttributeKey<Boolean> PAID = SearchAttributeKey.booleanKey("paid");
    private static final SearchAttributeKey<Instant> DUE = SearchAttributeKey.datetime("due");

    @Test
    void anAttributeThatIsRemovedFitsNoCondition() {
        assertThat(CUSTOMER.exists().holdsFor(SearchAttributes.EMPTY.without(CUSTOMER)))
                .isFalse();
    }

    @Test
    void aMomentIsComparedInThePrecisionInWhichItIsStored() {
        Instant precise = Instant.parse("2026-11-22T12:00:00.123456789Z");

        assertThat(DUE.is(precise).holdsFor(SearchAttributes.of(DUE, precise))).isTrue();
        assertThat(DUE.isAtLeast(precise).holdsFor(SearchAttributes.of(DUE, precise.minusNanos(700))))
                .isTrue();
    }

    @Test
    void theNegativeZeroIsZero() {
        assertThat(WEIGHT.is(0.0).holdsFor(SearchAttributes.of(WEIGHT, -0.0))).isTrue();
        assertThat(WEIGHT.isAtLeast(0.0).holdsFor(SearchAttributes.of(WEIGHT, -0.0)))
                .isTrue();
    }

    @Test
    void aConditionMustSuitTheType() {
        refused(() -> TAGS.is(List.of("vip")), "'tags' is a KEYWORD_LIST");
        refused(() -> TAGS.isOneOf(List.of()), "'tags' is a KEYWORD_LIST");
        refused(() -> CUSTOMER.contains("a"), "'customer' is a KEYWORD");
        refused(() -> CUSTOMER.isAtLeast("a"), "'customer' is a KEYWORD");
        refused(() -> PAID.isLessThan(true), "'paid' is a BOOLEAN");
        refused(() -> TAGS.isBetween(List.of(), List.of()), "'tags' is a KEYWORD_LIST");
        refused(() -> TOTAL.startsWith("1"), "'total' is a LONG");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNoneCannotBeSearchedFor(double number) {
        refused(() -> WEIGHT.is(number), "cannot be");
        refused(() -> SearchAttributes.of(WEIGHT, number), "cannot be");
    }

    @Test
    void aKeywordIsShortAndHasNoCharacterZero() {
        refused(() -> SearchAttributes.of(CUSTOMER, "x".repeat(256)), "at most 255 characters");
        refused(() -> SearchAttributes.of(TAGS, List.of("a\0b")), "character 0");
        refused(() -> CUSTOMER.is("a\0b"), "character 0");
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
    }
}
