package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.sstable.bytes.Bytes;

/** Turns the values of a block into what is stored of them, each by itself, so that each can be read by itself. */
public interface ValueEncoder {

    /** Stores values as they are. */
    ValueEncoder PLAIN = new ValueEncoder() {
        @Override
        public Bytes encode(Bytes values, int[] ends, int count) {
            return values;
        }

        @Override
        public int dictionary() {
            return BlockView.NO_DICTIONARY;
        }
    };

    /**
     * Encodes the values of one block.
     *
     * @param values one after the other
     * @param ends where each ends; changed to where it ends in what is returned
     * @return good until the next call, or the values themselves
     */
    Bytes encode(Bytes values, int[] ends, int count);

    /**
     * Encodes the values of one block, some of which may come encoded.
     *
     * @param values with the ends changed to those in what is returned
     * @return good until the next call, or the bytes of the values
     * @throws CorruptFileException when what came encoded from another table cannot be decoded
     */
    default Bytes encode(BlockValues values) throws CorruptFileException {
        if (values.encodedCount() > 0) {
            throw new AssertionError("compressed values for a table that is not");
        }
        return encode(values.bytes(), values.ends(), values.count());
    }

    /** The number of the dictionary that the last block's values need; {@link BlockView#NO_DICTIONARY} for none. */
    int dictionary();
}
