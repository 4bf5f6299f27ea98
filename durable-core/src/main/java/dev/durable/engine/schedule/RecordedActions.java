package dev.durable.engine.schedule;

import dev.durable.engine.definition.CallRecorder;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduledStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes actions of the lambdas that callers give. Thread-safe. */
final class RecordedActions {

    private final ScheduleServices services;
    private final CallRecorder recorder = new CallRecorder();

    RecordedActions(ScheduleServices services) {
        this.services = services;
    }

    <W> ScheduleAction of(Class<W> type, Consumer<W> call) {
        return record(type, call, null);
    }

    /** The lambda is given an object of its own, which is looked for among the arguments afterwards. */
    <W> ScheduleAction of(Class<W> type, BiConsumer<W, ScheduledStart> call) {
        ScheduledStart standIn = new ScheduledStart("", Instant.EPOCH);
        ScheduleAction action = record(type, workflow -> call.accept(workflow, standIn), standIn);
        if (action.scheduledStart() == ScheduleAction.NO_SCHEDULED_START) {
            throw new DurableException(
                    ErrorCode.STUB_CALL_ILLEGAL,
                    "The lambda for workflow type " + type.getName()
                            + " does not pass on the ScheduledStart that it is given as an argument.");
        }
        return action;
    }

    ScheduleAction of(String workflowType, @Nullable Object[] arguments) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            input.add(services.payloads().toPayload(argument));
        }
        return ScheduleAction.of(workflowType, input);
    }

    private <W> ScheduleAction record(Class<W> type, Consumer<W> call, @Nullable ScheduledStart standIn) {
        WorkflowContract contract = services.definitions().contract(type);
        RecordedCalls.Call recorded =
                new RecordedCalls<>(type, contract, recorder).record(call, ContractHandler.Kind.MAIN);
        List<Payload> input = new ArrayList<>();
        int scheduledStart = ScheduleAction.NO_SCHEDULED_START;
        for (Object argument : recorded.arguments()) {
            if (standIn != null && argument == standIn) {
                scheduledStart = input.size();
                input.add(Payload.NULL);
            } else {
                input.add(encode(recorded.method(), input.size(), argument));
            }
        }
        return ScheduleAction.of(contract.name(), input)
                .withTaskQueue(contract.taskQueue())
                .withScheduledStart(scheduledStart);
    }

    private Payload encode(HandlerMethod method, int parameter, @Nullable Object argument) {
        return services.payloads().toPayload(argument, method.parameterTypes().get(parameter));
    }
}
