package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.search.SearchCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link TurnWrite#searchAttributes}, and finding runs by them. */
interface SearchContract extends StoreUnderTest {

    SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    SearchAttributeKey<List<String>> TAGS = SearchAttributeKey.keywordList("tags");
    SearchAttributeKey<Long> TOTAL = SearchAttributeKey.longKey("total");
    SearchAttributeKey<Double> WEIGHT = SearchAttributeKey.doubleKey("weight");
    SearchAttributeKey<Boolean> PAID = SearchAttributeKey.booleanKey("paid");
    SearchAttributeKey<Instant> DUE = SearchAttributeKey.datetime("due");

    Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    SearchAttributes FULL = SearchAttributes.of(CUSTOMER, "ada")
            .with(TAGS, List.of("vip", "gift", "a"))
            .with(TOTAL, Long.MIN_VALUE)
            .with(WEIGHT, -1.25e-9)
            .with(PAID, true)
            .with(DUE, NOON);

    @Test
    default void searchAttributesComeBackAsTheyWere() {
        TestRun run = having(FULL);
        TestRun plain = having(SearchAttributes.EMPTY);

        assertThat(store().searchAttributes(run.runId())).isEqualTo(FULL);
        assertThat(store().searchAttributes(plain.runId())).isEqualTo(SearchAttributes.EMPTY);
        assertThat(store().searchAttributes(UUID.randomUUID())).isEqualTo(SearchAttributes.EMPTY);
        assertThat(store().list(WorkflowFilter.ALL).workflows())
                .extracting(WorkflowSummary::searchAttributes)
                .containsExactlyInAnyOrder(SearchAttributes.EMPTY, FULL);
    }

    @Test
    default void valuesThatAreHardToStoreComeBack() {
        SearchAttributes hard = SearchAttributes.of(CUSTOMER, "")
                .with(TAGS, List.of())
                .with(SearchAttributeKey.keyword("name with ' \" ü漢😀 and blanks"), "it's \\ 100% \"x\" \n ü漢😀 ")
                .with(TOTAL, Long.MAX_VALUE)
                .with(WEIGHT, Double.MAX_VALUE)
                .with(PAID, false)
                .with(DUE, Instant.parse("1969-12-31T23:59:59.999999Z"));

        assertThat(store().searchAttributes(having(hard).runId())).isEqualTo(hard);
    }

    @Test
    default void searchAttributesAreSetReplacedAndRemovedByTurns() {
        TestRun run = having(SearchAttributes.of(CUSTOMER, "ada")
                .with(TAGS, List.of("a", "b", "c"))
                .with(PAID, true));

        change(run, 2, SearchAttributes.of(TAGS, List.of("d")).with(TOTAL, 42L).without(PAID));

        assertThat(store().searchAttributes(run.runId()))
                .isEqualTo(SearchAttributes.of(CUSTOMER, "ada")
                        .with(TAGS, List.of("d"))
                        .with(TOTAL, 42L));

        change(run, 3, SearchAttributes.EMPTY.without(TAGS).without(PAID).with(CUSTOMER, "bob"));

        assertThat(store().searchAttributes(run.runId()))
                .isEqualTo(SearchAttributes.of(CUSTOMER, "bob").with(TOTAL, 42L));
        assertThat(found(TAGS.exists())).isEmpty();
        assertThat(found(CUSTOMER.is("ada"))).isEmpty();
        assertThat(found(CUSTOMER.is("bob"))).containsExactly(run.runId());
    }

    @Test
    default void anAttributeMayChangeItsType() {
        TestRun run = having(SearchAttributes.of(CUSTOMER, "7"));
        SearchAttributeKey<Long> number = SearchAttributeKey.longKey(CUSTOMER.name());

        change(run, 2, SearchAttributes.of(number, 7L));

        assertThat(store().searchAttributes(run.runId())).isEqualTo(SearchAttributes.of(number, 7L));
        assertThat(found(CUSTOMER.is("7"))).isEmpty();
        assertThat(found(number.is(7L))).containsExactly(run.runId());
    }

    @Test
    default void searchAttributesAreUndoneWithTheTurn() {
        TestRun run = having(SearchAttributes.of(CUSTOMER, "ada"));

        conflictOf(run.turn()
                .events(run.timer(2), run.timerFired(2))
                .searchAttributes(SearchAttributes.of(CUSTOMER, "bob"))
                .write());

        assertThat(store().searchAttributes(run.runId())).isEqualTo(SearchAttributes.of(CUSTOMER, "ada"));
    }

    @Test
    default void aClosedRunKeepsItsSearchAttributes() {
        TestRun run = having(SearchAttributes.of(CUSTOMER, "ada"));

        store().commit(List.of(run.turn()
                .events(run.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .searchAttributes(SearchAttributes.of(TOTAL, 1L))
                .write()));

        assertThat(found(CUSTOMER.is("ada"), TOTAL.is(1L))).containsExactly(run.runId());
    }

    @Test
    default void childrenAndSuccessorsHaveSearchAttributesOfTheirOwn() {
        TestRun run = having(SearchAttributes.of(CUSTOMER, "ada"));
        TestRun next = TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());
        TestRun child = TestRun.ownedBy(run.nodeId());
        store().commit(List.of(run.turn()
                .events(run.completed(2))
                .begins(startWith(child, SearchAttributes.of(CUSTOMER, "child")))
                .continuesAs(startWith(next, SearchAttributes.of(CUSTOMER, "next")))
                .write()));

        assertThat(found(CUSTOMER.is("ada"))).containsExactly(run.runId());
        assertThat(found(CUSTOMER.is("child"))).containsExactly(child.runId());
        assertThat(found(CUSTOMER.is("next"))).containsExactly(next.runId());
    }

    @Test
    default void searchAttributesAreWrittenInATransactionToo() {
        TestRun run = TestRun.ownedBy(aNode());

        inTransaction(() -> {
            store().currentTransaction().orElseThrow().write(startWith(run, FULL));
            assertThat(store().searchAttributes(run.runId())).isEqualTo(FULL);
            assertThat(found(CUSTOMER.is("ada"))).containsExactly(run.runId());
        });

        assertThat(store().searchAttributes(run.runId())).isEqualTo(FULL);
    }

    @Test
    default void aTurnOfNothingButSearchAttributesIsCommittedIfTheyAreAsItLeavesThem() {
        TestRun run = having(SearchAttributes.of(PAID, true));
        TurnWrite turn = run.turn()
                .searchAttributes(SearchAttributes.of(CUSTOMER, "ada").without(PAID))
                .write();

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();
    }

    @Test
    default void runsAreFoundByValues() {
        TestRun run = having(FULL);
        having(SearchAttributes.of(CUSTOMER, "Ada")
                .with(TAGS, List.of("vip2"))
                .with(TOTAL, 1L)
                .with(WEIGHT, 1.25)
                .with(PAID, false)
                .with(DUE, NOON.plusNanos(1000)));
        having(SearchAttributes.EMPTY);

        assertThat(List.of(
                        CUSTOMER.is("ada"),
                        CUSTOMER.isOneOf(List.of("x", "ada", "y")),
                        TAGS.contains("gift"),
                        TAGS.containsOneOf(List.of("x", "vip")),
                        TOTAL.is(Long.MIN_VALUE),
                        WEIGHT.is(-1.25e-9),
                        PAID.is(true),
                        DUE.is(NOON)))
                .allSatisfy(condition -> assertThat(found(condition)).containsExactly(run.runId()));
        assertThat(List.of(
                        CUSTOMER.is("ADA"),
                        CUSTOMER.is("ada "),
                        CUSTOMER.isOneOf(List.of()),
                        TAGS.contains("vi"),
                        TOTAL.is(0L),
                        SearchAttributeKey.keyword("Customer").is("ada"),
                        SearchAttributeKey.keyword("missing").is("ada")))
                .allSatisfy(condition -> assertThat(found(condition)).isEmpty());
        assertThat(found(PAID.isOneOf(List.of(true, false)))).hasSize(2);
    }

    @Test
    default void runsAreFoundByIntervals() {
        List<TestRun> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(having(
                    SearchAttributes.of(TOTAL, i - 2L).with(WEIGHT, i - 2.5).with(DUE, NOON.plusSeconds(i))));
        }

        assertThat(found(TOTAL.isAtLeast(1L))).containsExactlyInAnyOrderElementsOf(ids(runs, 3, 5));
        assertThat(found(TOTAL.isLessThan(-1L))).containsExactlyInAnyOrderElementsOf(ids(runs, 0, 1));
        assertThat(found(TOTAL.isBetween(-1L, 1L))).containsExactlyInAnyOrderElementsOf(ids(runs, 1, 3));
        assertThat(found(WEIGHT.isAtLeast(-0.5))).containsExactlyInAnyOrderElementsOf(ids(runs, 2, 5));
        assertThat(found(WEIGHT.isBetween(-2.5, -2.4))).containsExactlyInAnyOrderElementsOf(ids(runs, 0, 1));
        assertThat(found(DUE.isLessThan(NOON.plusSeconds(2)))).containsExactlyInAnyOrderElementsOf(ids(runs, 0, 2));
        assertThat(found(DUE.isBetween(NOON.plusSeconds(1), NOON.plusSeconds(4))))
                .containsExactlyInAnyOrderElementsOf(ids(runs, 1, 4));
        assertThat(found(TOTAL.isAtLeast(0L), WEIGHT.isLessThan(1.0)))
                .containsExactlyInAnyOrderElementsOf(ids(runs, 2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vip", "100%", "a_b", "back\\slash", "it's", "漢字", "😀", " ", "\uD7FF"})
    default void runsAreFoundByTheBeginningOfAText(String prefix) {
        TestRun run = having(SearchAttributes.of(CUSTOMER, prefix + "-1"));
        TestRun list = having(SearchAttributes.of(TAGS, List.of("x", prefix + "-1", prefix)));
        List.of("vi", "VIP-1", "100x", "axb", "backslash", "it`s", "漢", "~", "x")
                .forEach(other -> having(SearchAttributes.of(CUSTOMER, other).with(TAGS, List.of(other))));

        assertThat(found(CUSTOMER.startsWith(prefix))).containsExactly(run.runId());
        assertThat(found(TAGS.startsWith(prefix))).containsExactly(list.runId());
        assertThat(found(CUSTOMER.startsWith(""))).hasSize(10);
    }

    @Test
    default void runsAreFoundByTheAttributesTheyHave() {
        TestRun run = having(FULL);
        TestRun empty = having(SearchAttributes.of(TAGS, List.of()));

        assertThat(found(DUE.exists())).containsExactly(run.runId());
        assertThat(found(TAGS.exists())).containsExactlyInAnyOrder(run.runId(), empty.runId());
        assertThat(found(TAGS.startsWith(""))).containsExactly(run.runId());
    }

    @Test
    default void aConditionOfAnotherTypeFindsNothing() {
        having(FULL);

        assertThat(List.of(
                        SearchAttributeKey.keyword("tags").is("vip"),
                        SearchAttributeKey.keyword("tags").startsWith("vip"),
                        SearchAttributeKey.keyword("tags").exists(),
                        SearchAttributeKey.keywordList("customer").contains("ada"),
                        SearchAttributeKey.longKey("customer").is(1L),
                        SearchAttributeKey.longKey("weight").isAtLeast(Long.MIN_VALUE),
                        SearchAttributeKey.doubleKey("total").isAtLeast(-Double.MAX_VALUE),
                        SearchAttributeKey.booleanKey("due").is(true),
                        SearchAttributeKey.datetime("paid").isAtLeast(Instant.EPOCH)))
                .allSatisfy(condition -> assertThat(found(condition)).isEmpty());
    }

    @Test
    default void allConditionsOnAttributesAndRunsMustHold() {
        TestRun wanted = having(SearchAttributes.of(CUSTOMER, "ada").with(TOTAL, 100L));
        having(SearchAttributes.of(CUSTOMER, "ada").with(TOTAL, 99L));
        having(SearchAttributes.of(CUSTOMER, "bob").with(TOTAL, 100L));
        TestRun closed = having(SearchAttributes.of(CUSTOMER, "ada").with(TOTAL, 100L));
        store().commit(List.of(closed.close(2)));
        WorkflowFilter filter = WorkflowFilter.ALL
                .withStatuses(WorkflowStatus.RUNNING)
                .with(CUSTOMER.is("ada"))
                .with(TOTAL.isAtLeast(100L));

        assertThat(listed(filter)).containsExactly(wanted.runId());
        assertThat(store().count(filter)).isEqualTo(1);
        assertThat(found(CUSTOMER.is("ada"), CUSTOMER.is("bob"))).isEmpty();
    }

    @Test
    default void pagesOfFoundRunsFollowEachOther() {
        List<UUID> wanted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            TestRun run = TestRun.startedAt(NOON.plusSeconds(i));
            store().commit(List.of(
                    startWith(run, SearchAttributes.of(CUSTOMER, "ada").with(TAGS, List.of("a", "b")))));
            wanted.add(0, run.runId());
            TestRun other = TestRun.startedAt(NOON.plusSeconds(i));
            store().commit(List.of(startWith(other, SearchAttributes.of(CUSTOMER, "bob"))));
        }
        WorkflowFilter filter =
                WorkflowFilter.ALL.with(TAGS.containsOneOf(List.of("a", "b"))).withPageSize(3);

        List<UUID> seen = new ArrayList<>();
        WorkflowPage page = store().list(filter);
        while (page.nextCursor() != null) {
            assertThat(page.workflows()).hasSize(3);
            page.workflows().forEach(run -> seen.add(run.runId()));
            page = store().list(filter.withCursor(page.nextCursor()));
        }
        page.workflows().forEach(run -> seen.add(run.runId()));

        assertThat(seen).isEqualTo(wanted);
        assertThat(store().count(filter)).isEqualTo(7);
    }

    private TestRun having(SearchAttributes attributes) {
        TestRun run = TestRun.ownedBy(UUID.randomUUID());
        store().commit(List.of(startWith(run, attributes)));
        return run;
    }

    private void change(TestRun run, int eventId, SearchAttributes change) {
        store().commit(List.of(
                run.turn().events(run.timer(eventId)).searchAttributes(change).write()));
    }

    private List<UUID> found(SearchCondition... conditions) {
        List<UUID> found = listed(WorkflowFilter.ALL.with(conditions));
        assertThat(store().count(WorkflowFilter.ALL.with(conditions))).isEqualTo(found.size());
        return found;
    }

    private List<UUID> listed(WorkflowFilter filter) {
        return store().list(filter).workflows().stream()
                .map(WorkflowSummary::runId)
                .toList();
    }

    private static List<UUID> ids(List<TestRun> runs, int from, int to) {
        return runs.subList(from, to).stream().map(TestRun::runId).toList();
    }

    private static TurnWrite startWith(TestRun run, SearchAttributes attributes) {
        return run.turn()
                .starts()
                .events(run.started())
                .searchAttributes(attributes)
                .write();
    }
}
