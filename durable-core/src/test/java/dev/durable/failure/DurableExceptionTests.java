package dev.durable.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a message is put together. */
class DurableExceptionTests {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void messageConsistsOfSentences(ErrorCode code) {
        for (String what : new String[] {"It went wrong", "It went wrong.", "It went wrong.."}) {
            DurableException exception = new DurableException(code, what);

            assertThat(exception).hasMessage(code.id() + ": It went wrong. " + code.remedy());
            assertThat(exception.what()).isEqualTo("It went wrong.");
        }
        assertThat(code.remedy()).endsWith(".").doesNotContain("..").doesNotEndWith("…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Parse error: unexpected end...| Parse error: unexpected end...
                    Parse error: unexpected end....| Parse error: unexpected end...
                    It says: no!.                 | It says: no!
                    It says: why?                 | It says: why?
                    It goes on….                  | It goes on…
                    Several: u(String): String    | Several: u(String): String.
                    """)
    void whatSomebodyElseHasSaidEndsWithOneMark(String what, String sentence) {
        assertThat(new DurableException(ErrorCode.STORE_FAILED, what).what()).isEqualTo(sentence);
    }

    @Test
    void listEndsWithItsLastLine() {
        assertThat(new DurableException(ErrorCode.NOT_DETERMINISTIC, "Two findings:\n  - one\n  - two\n").what())
                .isEqualTo("Two findings:\n  - one\n  - two\n");
    }
}
