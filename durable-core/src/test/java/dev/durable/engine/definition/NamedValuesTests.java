package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedValuesTests {

    @Test
    void nameOfAnEnvironmentVariableStandsForTheOneThatIsSpeltLikeItOtherwise() {
        NamedValues<Integer> values = new NamedValues<>(Map.of("shopactivities", 1, "nightlyreport", 2));

        assertThat(values.take("ShopActivities")).isEqualTo(1);
        assertThat(values.take("nightly-report")).isEqualTo(2);
        assertThat(values.unused()).isEmpty();
    }

    @Test
    void exactNameGoesFirstAndUsesUpTheOther() {
        NamedValues<Integer> values = new NamedValues<>(Map.of("shop", 1, "Shop", 2));

        assertThat(values.take("Shop")).isEqualTo(2);
        assertThat(values.unused()).isEmpty();
    }

    /** Binding does not lay the environment over a file there, and ignored without a word is worse than refused. */
    @Test
    void environmentVariableIsNotUsedUpByANameWithADotThatIsConfiguredItself() {
        NamedValues<Integer> values = new NamedValues<>(Map.of("shop.Orders", 1, "shoporders", 2));

        assertThat(values.take("shop.Orders")).isEqualTo(1);
        assertThat(values.unused()).containsExactly("shoporders");
    }

    @Test
    void environmentVariableIsUsedUpByANameWithADashThatIsConfiguredItself() {
        NamedValues<Integer> values = new NamedValues<>(Map.of("shop-Orders", 1, "shoporders", 1));

        assertThat(values.take("shop-Orders")).isEqualTo(1);
        assertThat(values.unused()).isEmpty();
    }

    @Test
    void otherSpellingsStandForNothing() {
        NamedValues<Integer> values = new NamedValues<>(Map.of("SHOP", 1, "Shops", 2));

        assertThat(values.take("Shop")).isNull();
        assertThat(values.unused()).containsExactly("SHOP", "Shops");
    }
}
