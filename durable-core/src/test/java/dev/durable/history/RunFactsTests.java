package dev.durable.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.payload.Payload;
import dev.durable.search.ChangeVersionAttribute;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunFactsTests {

    private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");
    private static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    private static final SearchAttributeKey<Long> COUNT = SearchAttributeKey.longKey("count");

    @Test
    void factsFollowFromTheStartAndEveryChange() {
        RunFacts facts = RunFacts.of(List.of(
                started(),
                new WorkflowPropertiesModified(
                        2, TIME, Map.of("note", Payload.NULL, "other", Payload.json("1"), "unknown", Payload.NULL)),
                new UpsertWorkflowSearchAttributes(
                        3, TIME, SearchAttributes.of(COUNT, 2L).without(CUSTOMER)),
                MarkerRecorded.version(4, TIME, "b", 1),
                new MarkerRecorded(5, TIME, MarkerKind.SIDE_EFFECT, "", 0, Payload.json("1")),
                MarkerRecorded.version(6, TIME, "a", -1)));

        assertThat(facts.memo()).isEqualTo(Map.of("limit", Payload.json("5"), "other", Payload.json("1")));
        assertThat(facts.searchAttributes()).isEqualTo(SearchAttributes.of(COUNT, 2L));
        assertThat(facts.changeVersions()).containsExactly(Map.entry("a", -1), Map.entry("b", 1));
        assertThat(facts.storedAttributes().get(ChangeVersionAttribute.KEY)).hasValue(List.of("a:-1", "b:1"));
        assertThat(facts.storedAttributes().get(COUNT)).hasValue(2L);
    }

    @Test
    void runWithoutVersionsHasNoAttributeOfThem() {
        RunFacts facts = RunFacts.of(List.of(started()));

        assertThat(facts.storedAttributes()).isEqualTo(facts.searchAttributes());
    }

    private static WorkflowExecutionStarted started() {
        return new WorkflowExecutionStarted(
                1,
                TIME,
                "workflow-1",
                "Type",
                "default",
                List.of(),
                1,
                RunOrigin.FIRST,
                RunOptions.NONE,
                Map.of(),
                Map.of("note", Payload.json("\"x\""), "limit", Payload.json("5")),
                SearchAttributes.of(CUSTOMER, "ada"));
    }
}
