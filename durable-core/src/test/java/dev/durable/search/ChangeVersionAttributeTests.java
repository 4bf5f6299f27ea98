package dev.durable.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeVersionAttributeTests {

    @Test
    void versionsComeBackWhateverTheirChangesAreCalled() {
        Map<String, Integer> versions = Map.of("plain", 1, "with:colon:2", 12, "negative", -1, "größer", 0);

        assertThat(ChangeVersionAttribute.versionsIn(ChangeVersionAttribute.of(versions)))
                .isEqualTo(versions);
    }

    @Test
    void noVersionsAreNoAttribute() {
        assertThat(ChangeVersionAttribute.of(Map.of())).isEqualTo(SearchAttributes.EMPTY);
        assertThat(ChangeVersionAttribute.versionsIn(SearchAttributes.EMPTY)).isEmpty();
    }

    @Test
    void applicationsCannotSetIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeVersionAttribute.of(Map.of("a", 1)).requireNoneReserved())
                .withMessageContaining("'DurableChangeVersion' cannot be set");
    }

    @Test
    void changesAreMadeOneAfterTheOther() {
        SearchAttributeKey<Long> count = SearchAttributeKey.longKey("count");
        SearchAttributeKey<String> customer = SearchAttributeKey.keyword("customer");
        SearchAttributes first = SearchAttributes.of(count, 1L).without(customer);
        SearchAttributes second = SearchAttributes.of(count, 2L);

        SearchAttributes both = first.andThen(second);

        assertThat(both.values()).containsOnlyKeys("count", "customer");
        assertThat(SearchAttributes.of(customer, "ada").changedBy(both)).isEqualTo(SearchAttributes.of(count, 2L));
        assertThat(first.andThen(SearchAttributes.EMPTY)).isEqualTo(first);
        assertThat(SearchAttributes.EMPTY.andThen(first)).isEqualTo(first);
    }
}
