package dev.dolmen.table;

import dev.dolmen.item.ItemLimits;

/**
 * By which attribute the items of a table expire.
 *
 * @param attribute its name; items where it is a number of seconds since 1970 are deleted when that time is past
 * @param indexId where the store keeps the items' expiry times: given by the store and never again; 0 before that
 * @param state whether expiry times are kept
 */
public record TimeToLive(String attribute, int indexId, State state) {

    /** What becomes of the items' expiry times. */
    public enum State {
        /** They are kept, and expired items deleted. */
        ENABLED(1),
        /** No write keeps them any more, and those that are there are about to go. */
        DISABLING(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** What stands for it on disk. */
        int code() {
            return code;
        }
    }

    /** @throws dev.dolmen.item.InvalidItemException when the name is not well-formed, and so that of no attribute */
    public TimeToLive {
        ItemLimits.requireWellFormed(attribute);
    }

    public boolean isEnabled() {
        return state == State.ENABLED;
    }
}
