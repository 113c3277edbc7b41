package dev.dolmen.model;

/**
 * Where requests may be sent.
 *
 * @param address host name or address, with the port where it is not the usual one
 * @param cachePeriodInMinutes how long that may be remembered
 */
public record Endpoint(String address, long cachePeriodInMinutes) {}
