package dev.dolmen.model;

/** How throughput is charged in AWS; recorded and shown. */
public enum BillingMode {
    /** A set throughput. */
    PROVISIONED,
    /** Each request. */
    PAY_PER_REQUEST
}
