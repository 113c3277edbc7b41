package dev.dolmen.embedded;

import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers a database runs by. They may differ from one opening to the next.
 *
 * @param store of the ordered store below
 * @param durability when an answer may be given, unless a call says otherwise
 * @param syncPeriod how often everything is synced although nobody waits for it, which bounds what a power failure can
 *     take in {@link Durability#OS} mode; null for never
 * @param limits what is too large
 */
public record EmbeddedOptions(StoreOptions store, Durability durability, @Nullable Duration syncPeriod, Limits limits) {

    public static final EmbeddedOptions DEFAULT =
            new EmbeddedOptions(StoreOptions.DEFAULT, Durability.SYNC, null, Limits.DYNAMODB);

    /** @throws IllegalArgumentException when the period is not positive */
    public EmbeddedOptions {
        if (syncPeriod != null && (syncPeriod.isNegative() || syncPeriod.isZero())) {
            throw new IllegalArgumentException("impossible syncPeriod: " + syncPeriod);
        }
    }
}
