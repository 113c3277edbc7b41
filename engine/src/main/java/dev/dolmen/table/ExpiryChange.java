package dev.dolmen.table;

/**
 * What the write of an item does to the expiry times that the store keeps of its table.
 *
 * @param removed the second at which the old item would have expired; {@link Expiry#NEVER} when it is not kept
 * @param added the second at which the new one expires; {@link Expiry#NEVER} when it does not
 */
public record ExpiryChange(long removed, long added) {

    /** Nothing. */
    public static final ExpiryChange NONE = new ExpiryChange(Expiry.NEVER, Expiry.NEVER);
}
