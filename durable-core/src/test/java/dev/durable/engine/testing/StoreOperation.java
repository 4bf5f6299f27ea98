package dev.durable.engine.testing;

/** What an engine asks of its store. */
public enum StoreOperation {
    /** Commit of turns. */
    COMMIT,
    /** Look whether a turn was committed. */
    IS_COMMITTED,
    /** Store a message. */
    ADD_MESSAGE,
    /** Read a run, its history, messages or states, or list runs. */
    READ,
    /** Delete closed runs. */
    DELETE_RUNS,
    /** Register or deregister a node. */
    REGISTER,
    /** Renew a lease. */
    RENEW_LEASE,
    /** Free runs of dead nodes. */
    FREE_RUNS,
    /** Look whether there is anything to do. */
    FIND_WORK,
    /** Claim runs. */
    CLAIM_RUNS,
    /** Claim attempts of activities, or look after claims. */
    CLAIM_ACTIVITIES,
    /** Write how a claimed attempt goes on. */
    CHANGE_CLAIMED,
    /** Take back an attempt that nobody has claimed, or ask its claimant to stop. */
    TAKE_BACK,
    /** Look for messages of owned runs. */
    FIND_MESSAGES,
    /** Release runs. */
    RELEASE_RUNS,
    /** Create, read, change or delete schedules. */
    KEEP_SCHEDULES,
    /** Look for schedules that are due. */
    CLAIM_SCHEDULES,
    /** Take the actions of a schedule. */
    COMMIT_SCHEDULE,
    /** Store the answer to a rejected update. */
    ADD_REJECTION,
    /** Remove the answer to a rejected update. */
    REMOVE_REJECTION
}
