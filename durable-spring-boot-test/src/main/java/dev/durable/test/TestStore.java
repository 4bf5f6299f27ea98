package dev.durable.test;

/** Where the engine of a test keeps its histories. */
public enum TestStore {

    /**
     * In memory: no database is needed, and each test begins with nothing. Takes no part in transactions, but for those of transactional activities.
     */
    IN_MEMORY,

    /** Where the application keeps them: in its database. What a test has started is deleted after it. */
    APPLICATION
}
