package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Looks for places among ranges that are in order and do not overlap. */
final class RangeSearch {

    private RangeSearch() {}

    /** Of the range that holds the key; -1 when none does. */
    static int indexOf(DrainedRange[] ranges, Slice key) {
        int index = firstEndingAfter(ranges, key);
        return index < ranges.length && ranges[index].start().compareTo(key) <= 0 ? index : -1;
    }

    static int firstEndingAfter(DrainedRange[] ranges, Slice key) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].end().compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static int firstStartingAtOrAfter(DrainedRange[] ranges, Slice key) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].start().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
