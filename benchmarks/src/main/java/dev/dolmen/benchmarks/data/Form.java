package dev.dolmen.benchmarks.data;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.item.KeyCodec;
import java.nio.ByteBuffer;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** What a peer takes rows as. Making it is no part of what is measured: a caller has them in its store's form. */
public enum Form {

    /** Items, as tables take them: their encoding, and that of their keys, is the table's work. */
    ITEMS(0) {
        @Override
        byte[] key(AttributeValue partition, AttributeValue sort) {
            return new byte[0];
        }
    },

    /** Encoded items under keys whose unsigned byte order is that of partition, then sort key. */
    ORDERED_KEYS(0) {
        @Override
        byte[] key(AttributeValue partition, AttributeValue sort) {
            return ordered(new ByteBuilder(), partition, sort);
        }
    },

    /**
     * Encoded items under keys as Dolmen's tables lay them out in the ordered store: a number for the table and a hash of
     * the partition come first, so that partitions lie in no order.
     */
    HASHED_PARTITIONS(Integer.BYTES + Long.BYTES) {
        @Override
        byte[] key(AttributeValue partition, AttributeValue sort) {
            ByteBuilder name = new ByteBuilder();
            KeyCodec.encode(partition, name);
            long hash = HASH.hash(name.array(), 0, name.length(), 0);
            ByteBuffer prefix = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
            prefix.putInt(TABLE).putLong(hash);
            return ordered(new ByteBuilder().append(prefix.array()), partition, sort);
        }
    };

    private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();
    private static final int TABLE = 8;
    private static final int TERMINATOR_BYTES = 2;

    private final int prefixBytes;

    Form(int prefixBytes) {
        this.prefixBytes = prefixBytes;
    }

    /** Empty where keys are no bytes. */
    abstract byte[] key(AttributeValue partition, AttributeValue sort);

    /**
     * How many bytes at the start of a key all rows of its partition share.
     *
     * @param name of the partition, in ASCII
     */
    int partitionBytes(String name) {
        return this == ITEMS ? 0 : prefixBytes + name.length() + TERMINATOR_BYTES;
    }

    private static byte[] ordered(ByteBuilder out, AttributeValue... parts) {
        for (AttributeValue part : parts) {
            KeyCodec.encode(part, out);
        }
        return out.toByteArray();
    }
}
