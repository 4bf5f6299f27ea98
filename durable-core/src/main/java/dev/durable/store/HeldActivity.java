package dev.durable.store;

/**
 * A claim as it is stored.
 *
 * @param claim the claim
 * @param cancelRequested whether the workflow has asked the activity to stop
 */
public record HeldActivity(ActivityClaim claim, boolean cancelRequested) {}
