package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.table.Outcome;
import java.util.Arrays;

/**
 * How many entries, and of how many bytes by DynamoDB's rules, one stripe has added to a table and to each of its indexes. A
 * stripe may have removed more than it added: only the sum of all stripes is a count of anything.
 *
 * <p>On disk: two zigzag varints for the table; then, for each index with a count, in the order of their ids, the id as a
 * varint and two zigzag varints. Immutable.
 */
final class Counts {

    /** A table has at most five local and twenty global indexes; those that were dropped may have left counts behind. */
    private static final int MAX_INDEXES = 1 << 16;

    static final Counts NONE = new Counts(0, 0, new int[0], new long[0]);

    private final long items;
    private final long itemBytes;

    /** Ascending. */
    private final int[] indexIds;

    /** Entries and bytes of each, side by side. */
    private final long[] ofIndexes;

    private Counts(long items, long itemBytes, int[] indexIds, long[] ofIndexes) {
        this.items = items;
        this.itemBytes = itemBytes;
        this.indexIds = indexIds;
        this.ofIndexes = ofIndexes;
    }

    /** The entries of the table itself. */
    long items() {
        return items;
    }

    long itemBytes() {
        return itemBytes;
    }

    /** The entries of an index. */
    long entries(int indexId) {
        int at = Arrays.binarySearch(indexIds, indexId);
        return at < 0 ? 0 : ofIndexes[2 * at];
    }

    long entryBytes(int indexId) {
        int at = Arrays.binarySearch(indexIds, indexId);
        return at < 0 ? 0 : ofIndexes[2 * at + 1];
    }

    Counts plus(Counts other) {
        Counts sum = new Counts(items + other.items, itemBytes + other.itemBytes, indexIds, ofIndexes);
        for (int i = 0; i < other.indexIds.length; i++) {
            sum = sum.plus(other.indexIds[i], other.ofIndexes[2 * i], other.ofIndexes[2 * i + 1]);
        }
        return sum;
    }

    Counts plus(Outcome.Growth growth) {
        Counts sum = new Counts(items + growth.items(), itemBytes + growth.itemBytes(), indexIds, ofIndexes);
        for (Outcome.IndexGrowth index : growth.indexes()) {
            sum = sum.plus(index.indexId(), index.entries(), index.bytes());
        }
        return sum;
    }

    private Counts plus(int indexId, long entries, long bytes) {
        int at = Arrays.binarySearch(indexIds, indexId);
        int place = at < 0 ? -at - 1 : at;
        int[] ids = at < 0 ? inserted(indexIds, place) : indexIds;
        long[] sums = at < 0 ? inserted(ofIndexes, 2 * place) : ofIndexes.clone();
        ids[place] = indexId;
        sums[2 * place] += entries;
        sums[2 * place + 1] += bytes;
        return new Counts(items, itemBytes, ids, sums);
    }

    /** The same without an index. */
    Counts without(int indexId) {
        return plus(indexId, -entries(indexId), -entryBytes(indexId));
    }

    private static int[] inserted(int[] ids, int place) {
        int[] longer = new int[ids.length + 1];
        System.arraycopy(ids, 0, longer, 0, place);
        System.arraycopy(ids, place, longer, place + 1, ids.length - place);
        return longer;
    }

    private static long[] inserted(long[] pairs, int place) {
        long[] longer = new long[pairs.length + 2];
        System.arraycopy(pairs, 0, longer, 0, place);
        System.arraycopy(pairs, place, longer, place + 2, pairs.length - place);
        return longer;
    }

    Slice encode() {
        Encoder encoder = new Encoder(16 + 12 * indexIds.length);
        encoder.varint(zigzag(items)).varint(zigzag(itemBytes));
        for (int i = 0; i < indexIds.length; i++) {
            if (ofIndexes[2 * i] != 0 || ofIndexes[2 * i + 1] != 0) {
                encoder.varint(indexIds[i]).varint(zigzag(ofIndexes[2 * i])).varint(zigzag(ofIndexes[2 * i + 1]));
            }
        }
        return encoder.slice();
    }

    static Counts decode(Slice bytes) throws MalformedEncodingException {
        Decoder decoder = new Decoder(bytes);
        long items = unzigzag(decoder.varint());
        long itemBytes = unzigzag(decoder.varint());
        int[] ids = new int[0];
        long[] counts = new long[0];
        while (decoder.remaining() > 0) {
            int offset = decoder.offset();
            long id = decoder.varint();
            int count = ids.length;
            if (id < 0 || id > Integer.MAX_VALUE || count > 0 && id <= ids[count - 1] || count == MAX_INDEXES) {
                throw new MalformedEncodingException(offset, "counts of an impossible index " + id);
            }
            ids = Arrays.copyOf(ids, count + 1);
            counts = Arrays.copyOf(counts, 2 * count + 2);
            ids[count] = (int) id;
            counts[2 * count] = unzigzag(decoder.varint());
            counts[2 * count + 1] = unzigzag(decoder.varint());
        }
        return new Counts(items, itemBytes, ids, counts);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
