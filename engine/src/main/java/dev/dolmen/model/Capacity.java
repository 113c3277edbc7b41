package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * The capacity units consumed on a table or an index.
 *
 * @param capacityUnits all units
 * @param readCapacityUnits read units, where they are told apart
 * @param writeCapacityUnits write units, where they are told apart
 */
public record Capacity(double capacityUnits, @Nullable Double readCapacityUnits, @Nullable Double writeCapacityUnits) {

    /** This many units of whichever kind the operation consumes. */
    public static Capacity of(double capacityUnits) {
        return new Capacity(capacityUnits, null, null);
    }
}
