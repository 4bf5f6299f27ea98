package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.CommitResult;
import dev.durable.store.NewRun;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the turns of one transaction write of other runs. Confined to the transaction. */
final class TurnOutputs {

    private final Connection connection;
    private final OutputStatements statements;
    private final List<TurnWrite> turns;
    private final OpenRuns openRuns = new OpenRuns();
    private final List<TurnWrite> senders = new ArrayList<>();
    private final Set<UUID> refused = new HashSet<>();

    /**
     * @param turns the turns of the transaction, without those within them
     */
    TurnOutputs(Connection connection, OutputStatements statements, List<TurnWrite> turns) {
        this.connection = connection;
        this.statements = statements;
        this.turns = turns;
    }

    /**
     * Locks the runs that get messages together with those that the turns update: if each was locked when its turn comes, two
     * transactions would wait for each other again and again.
     */
    void lockRuns() throws SQLException {
        Set<UUID> runIds = new HashSet<>();
        Set<UUID> children = new HashSet<>();
        Set<String> workflowIds = new HashSet<>();
        turns.stream().flatMap(TurnOutputs::withTurnsWithin).forEach(turn -> {
            for (OutgoingMessage message : turn.output().messages()) {
                if (message.receiver() instanceof Receiver.Run run) {
                    runIds.add(run.runId());
                } else if (message.receiver() instanceof Receiver.OpenRun openRun) {
                    workflowIds.add(openRun.workflowId());
                } else if (message.receiver() instanceof Receiver.Chain chain) {
                    workflowIds.add(chain.workflowId());
                } else if (turn.newRun() == null) {
                    runIds.add(turn.runId());
                    children.add(turn.runId());
                } else if (turn.newRun().parentRunId() != null) {
                    runIds.add(turn.newRun().parentRunId());
                }
            }
        });
        if (runIds.isEmpty() && workflowIds.isEmpty()) {
            return;
        }
        turns.stream().filter(TurnWrite::updatesRun).map(TurnWrite::runId).forEach(runIds::add);
        statements
                .lockRuns(connection, new RunsToLock(runIds, children, workflowIds))
                .forEach(openRuns::add);
    }

    /**
     * Begins the runs that take the place of others and the children of turns that are written. What else their turns write is left
     * to the caller.
     *
     * @return the turns whose runs have begun
     */
    List<TurnWrite> beginRuns(List<TurnWrite> written) throws SQLException {
        senders.addAll(written);
        written.forEach(openRuns::add);
        Map<UUID, UUID> successors = new HashMap<>();
        List<TurnWrite> next = new ArrayList<>();
        written.stream()
                .filter(turn -> turn.output().successor() != null)
                .sorted(Comparator.comparing(TurnWrite::runId))
                .forEach(turn -> {
                    TurnWrite successor = Objects.requireNonNull(turn.output().successor());
                    successors.put(turn.runId(), successor.runId());
                    next.add(successor);
                });
        written.stream()
                .flatMap(turn -> turn.output().children().stream())
                .sorted(Comparator.comparing(child -> newRun(child).workflowId()))
                .forEach(next::add);
        if (!next.isEmpty()) {
            Set<UUID> left = insert(next);
            if (successors.values().stream().anyMatch(left::contains)) {
                throw TurnWriter.conflict(turns, Kind.WORKFLOW_ID_TAKEN, null);
            }
            refused.addAll(left);
            next.removeIf(turn -> left.contains(turn.runId()));
            moveMessages(successors);
        }
        return next;
    }

    /** Stores the messages of all turns that were written. */
    List<MessageRow> messages(RowCodec codec) throws SQLException {
        findRunsThatOpenedMeanwhile();
        List<MessageRow> rows = new ArrayList<>();
        for (TurnWrite sender : senders) {
            for (OutgoingMessage message : sender.output().messages()) {
                UUID runId = openRuns.find(sender.runId(), message.receiver());
                if (runId == null) {
                    refused.add(message.messageId());
                } else {
                    rows.add(codec.toRow(runId, new StoredMessage(message.messageId(), message.event()), false));
                }
            }
        }
        return rows;
    }

    /** Counts messages that were stored for their runs, which are locked. */
    void announce(List<MessageRow> messages) throws SQLException {
        announce(messages.stream()
                .collect(Collectors.groupingBy(row -> row.key.runId(), Collectors.summingInt(row -> 1))));
    }

    CommitResult result() {
        return refused.isEmpty() ? CommitResult.COMPLETE : new CommitResult(true, refused);
    }

    private Set<UUID> insert(List<TurnWrite> begun) throws SQLException {
        List<RunStart> starts =
                begun.stream().map(turn -> RunStart.of(turn, newRun(turn))).toList();
        Set<UUID> left = new HashSet<>();
        TurnWriter.onDuplicate(
                turns, Kind.WORKFLOW_ID_TAKEN, () -> left.addAll(statements.insertRuns(connection, starts)));
        return left;
    }

    private void moveMessages(Map<UUID, UUID> successors) throws SQLException {
        if (!successors.isEmpty()) {
            MovedMessages messages = statements.moveMessages(connection, successors);
            if (messages.haveReports()) {
                throw TurnWriter.conflict(turns, Kind.MESSAGES_PENDING, null);
            }
            Map<UUID, Integer> moved = new HashMap<>(messages.counts());
            moved.values().removeIf(count -> count == 0);
            announce(moved);
        }
    }

    private void announce(Map<UUID, Integer> messages) throws SQLException {
        if (!messages.isEmpty() && statements.announce(connection, messages) != messages.size()) {
            throw new DurableException(ErrorCode.STORE_FAILED, "A run was changed although it was locked.");
        }
    }

    /**
     * A run that another one has taken the place of while this transaction waited for its lock was not seen by the statement that
     * waited.
     */
    private void findRunsThatOpenedMeanwhile() throws SQLException {
        Set<String> missing = new HashSet<>();
        for (TurnWrite sender : senders) {
            for (OutgoingMessage message : sender.output().messages()) {
                if (openRuns.find(sender.runId(), message.receiver()) == null) {
                    workflowIdOf(message.receiver()).ifPresent(missing::add);
                }
            }
        }
        if (!missing.isEmpty()) {
            statements.lockOpenRuns(connection, missing).forEach(openRuns::add);
        }
    }

    /** The workflow id whose open run is meant; empty if a run is named. */
    private static Optional<String> workflowIdOf(Receiver receiver) {
        if (receiver instanceof Receiver.OpenRun openRun) {
            return Optional.of(openRun.workflowId());
        }
        return receiver instanceof Receiver.Chain chain ? Optional.of(chain.workflowId()) : Optional.empty();
    }

    private static Stream<TurnWrite> withTurnsWithin(TurnWrite turn) {
        TurnOutput output = turn.output();
        return Stream.of(Stream.of(turn), Stream.ofNullable(output.successor()), output.children().stream())
                .flatMap(part -> part)
                .flatMap(part -> part == turn ? Stream.of(turn) : withTurnsWithin(part));
    }

    private static NewRun newRun(TurnWrite turn) {
        NewRun newRun = turn.newRun();
        if (newRun == null) {
            throw new IllegalArgumentException("The turn of run " + turn.runId() + " does not begin it");
        }
        return newRun;
    }
}
