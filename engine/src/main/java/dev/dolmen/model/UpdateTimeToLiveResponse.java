package dev.dolmen.model;

/**
 * The answer to {@link UpdateTimeToLiveRequest}.
 *
 * @param timeToLiveSpecification what is in force now
 */
public record UpdateTimeToLiveResponse(TimeToLiveSpecification timeToLiveSpecification) {}
