package dev.dolmen.lsm.version;

/**
 * What the keys of a space are together. A space is all keys that begin with the same four bytes.
 *
 * @param keys how many have a value
 * @param weight the sum of what their values weigh
 */
public record SpaceTotal(long keys, long weight) {

    public static final SpaceTotal NONE = new SpaceTotal(0, 0);
}
