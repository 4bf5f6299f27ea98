package dev.durable.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class DurableFailureAnalyzerTests {

    private final DurableFailureAnalyzer analyzer = new DurableFailureAnalyzer();

    @Test
    void descriptionIsCodeAndWhatHappened() {
        FailureAnalysis analysis = analyze(new DurableException(ErrorCode.NODE_NAME_TAKEN, "Node 'a' runs already."));

        assertThat(analysis.getDescription()).isEqualTo("DUR-5002: Node 'a' runs already.");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void errorsOfTheStartAreShownWithTheirRemedyAndOthersKeepTheirStackTrace(ErrorCode code) {
        FailureAnalysis analysis = analyzer.analyze(new DurableException(code, "Something happened."));

        if (code.concernsStart()) {
            assertThat(analysis).isNotNull();
            if (code != ErrorCode.STORE_UNAVAILABLE) {
                assertThat(analysis.getAction()).startsWith(code.remedy());
            }
        } else {
            assertThat(analysis).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVITY_BEAN_MISSING, true",
        "DATABASE_AMBIGUOUS, true",
        "SCHEMA_MISMATCH, true",
        "NODE_NAME_TAKEN, true",
        "WORKFLOW_FAILED, false",
        "RESULT_TIMEOUT, false",
        "NON_DETERMINISM, false",
        "PAYLOAD_NOT_DECODABLE, false",
        "ENCRYPTION_KEY_ILLEGAL, true",
        "ENCRYPTION_KEY_UNKNOWN, false"
    })
    void mistakesInDeclarationsAndSetUpConcernTheStart(ErrorCode code, boolean concernsStart) {
        assertThat(code.concernsStart()).isEqualTo(concernsStart);
    }

    @Test
    void databaseThatCannotBeReachedIsShownWithItsReason() {
        FailureAnalysis analysis = analyze(new StoreUnavailableException(
                "The database could not be asked what it is.",
                false,
                new SQLException("No connection", new ConnectException("Connection refused"))));

        assertThat(analysis.getDescription())
                .startsWith("DUR-4001: The database could not be asked what it is.")
                .contains("Connection refused");
        assertThat(analysis.getAction()).contains("spring.datasource.url").doesNotContain("resumes by itself");
    }

    @Test
    void errorIsFoundBehindBeanCreation() {
        DurableException error = new DurableException(ErrorCode.WORKFLOW_METHOD_NOT_UNIQUE, "There are two.");

        FailureAnalysis analysis = analyze(new BeanCreationException(
                "workflowClient", "failed", new BeanCreationException("durableEngine", "failed", error)));

        assertThat(analysis.getDescription()).startsWith("DUR-1004");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVITY_BEAN_MISSING, @Component",
        "ACTIVITY_NAME_AMBIGUOUS, @ActivityMethod(name =",
        "WORKFLOW_CONSTRUCTOR_ILLEGAL, Call the bean from an activity",
        "WORKFLOW_METHOD_NOT_UNIQUE, @WorkflowMethod",
        "SIGNATURE_NOT_SERIALIZABLE, JSON",
        "DATABASE_MISSING, durable.enabled=false",
        "DATABASE_UNSUPPORTED, durable.jdbc.platform=postgresql",
        "DATABASE_AMBIGUOUS, @DurableDataSource",
        "SCHEMA_MISMATCH, durable.jdbc.initialize-schema",
        "ENCRYPTION_KEY_ILLEGAL, openssl rand -base64 32"
    })
    void commonMistakesAreExplainedAtMoreLength(ErrorCode code, String advice) {
        FailureAnalysis analysis = analyze(new DurableException(code, "Something happened."));

        assertThat(analysis.getAction())
                .contains(advice)
                .hasSizeGreaterThan(code.remedy().length() + 20);
    }

    @Test
    void otherFailuresAreLeftToOthers() {
        assertThat(analyzer.analyze(new IllegalStateException("other"))).isNull();
    }

    private FailureAnalysis analyze(Throwable failure) {
        FailureAnalysis analysis = analyzer.analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis;
    }
}
