package dev.durable.store;

/** What {@link DurableStore} and its parts promise. Each store has a subclass that says how to get an empty one. */
public abstract class StoreContractTests
        implements TurnContract,
                MessageContract,
                ChildContract,
                OutgoingMessageContract,
                SuccessorContract,
                IdReuseContract,
                ReadingContract,
                ListingContract,
                SearchContract,
                OwnershipContract,
                ActivityTaskContract,
                TransactionContract,
                RejectionContract,
                RetentionContract,
                WorkloadContract,
                ScheduleContract {}
