package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What is loaded in the background: Spring Boot hides it if that fails. */
class DurablePreinitializerTests {

    @Test
    void isKnownToSpringBootAndDoesNotFail() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .filteredOn(DurablePreinitializer.class::isInstance)
                .singleElement()
                .satisfies(preinitializer ->
                        assertThatCode(preinitializer::preinitialize).doesNotThrowAnyException());
    }
}
