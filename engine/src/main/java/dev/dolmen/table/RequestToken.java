package dev.dolmen.table;

import dev.dolmen.item.Binary;
import dev.dolmen.item.ItemLimits;

/**
 * The name a caller gave to a write.
 *
 * @param value the name; unique within the database
 * @param fingerprint a hash of the write: the same token with another fingerprint is a mistake of the caller
 */
public record RequestToken(String value, Binary fingerprint) {

    /** @throws dev.dolmen.item.InvalidItemException when the name is not well-formed: two such would be kept as one */
    public RequestToken {
        ItemLimits.requireWellFormed(value);
    }
}
