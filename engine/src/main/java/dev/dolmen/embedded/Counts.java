package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.table.Outcome;

/**
 * How many entries, and of how many bytes by DynamoDB's rules, one stripe has added to a table and to each of its local
 * indexes. A stripe may have removed more than it added: only the sum of all stripes is a count of anything.
 *
 * <p>On disk: for the table, then for each index id up to the highest with a count, two zigzag varints.
 */
final class Counts {

    private static final int FIELDS = 2 * (1 + Keyspace.MAX_LOCAL_INDEXES);

    private final long[] fields;

    Counts() {
        this(new long[FIELDS]);
    }

    private Counts(long[] fields) {
        this.fields = fields;
    }

    /** The entries of the table itself. */
    long items() {
        return fields[0];
    }

    long itemBytes() {
        return fields[1];
    }

    /** The entries of an index. */
    long entries(int indexId) {
        return fields[2 + 2 * indexId];
    }

    long entryBytes(int indexId) {
        return fields[3 + 2 * indexId];
    }

    Counts plus(Counts other) {
        long[] sum = fields.clone();
        for (int i = 0; i < FIELDS; i++) {
            sum[i] += other.fields[i];
        }
        return new Counts(sum);
    }

    Counts plus(Outcome.Growth growth) {
        long[] sum = fields.clone();
        sum[0] += growth.items();
        sum[1] += growth.itemBytes();
        for (Outcome.IndexGrowth index : growth.indexes()) {
            sum[2 + 2 * index.indexId()] += index.entries();
            sum[3 + 2 * index.indexId()] += index.bytes();
        }
        return new Counts(sum);
    }

    Slice encode() {
        int used = FIELDS;
        while (used > 2 && fields[used - 1] == 0 && fields[used - 2] == 0) {
            used -= 2;
        }
        Encoder encoder = new Encoder(16);
        for (int i = 0; i < used; i++) {
            encoder.varint(fields[i] << 1 ^ fields[i] >> 63);
        }
        return encoder.slice();
    }

    static Counts decode(Slice bytes) throws MalformedEncodingException {
        Decoder decoder = new Decoder(bytes);
        long[] fields = new long[FIELDS];
        for (int i = 0; i < FIELDS && decoder.remaining() > 0; i++) {
            long zigzag = decoder.varint();
            fields[i] = zigzag >>> 1 ^ -(zigzag & 1);
        }
        if (decoder.remaining() > 0) {
            throw new MalformedEncodingException(decoder.offset(), "more counts than a table has indexes");
        }
        return new Counts(fields);
    }
}
