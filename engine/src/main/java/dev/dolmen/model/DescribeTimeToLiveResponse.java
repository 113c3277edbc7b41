package dev.dolmen.model;

/**
 * The answer to {@link DescribeTimeToLiveRequest}.
 *
 * @param timeToLiveDescription what is in force
 */
public record DescribeTimeToLiveResponse(TimeToLiveDescription timeToLiveDescription) {}
