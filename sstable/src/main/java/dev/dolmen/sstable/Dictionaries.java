package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.StoredValue;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.BytesReader;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The dictionaries of a table, and what needs them. Another table with such rows may use them as well. Immutable. */
public final class Dictionaries {

    public static final Dictionaries NONE = new Dictionaries(List.of());

    private final Lz4Dictionary[] byNumber;

    private Dictionaries(List<Lz4Dictionary> dictionaries) {
        byNumber = dictionaries.toArray(new Lz4Dictionary[0]);
    }

    static void encode(List<Lz4Dictionary> dictionaries, Bytes target) {
        for (Lz4Dictionary dictionary : dictionaries) {
            target.addPrefixed(new Slice(dictionary.bytes(), 0, dictionary.length()));
        }
    }

    /** @param place where they are in the file */
    static Dictionaries read(TableInput input, BlockHandle place) throws IOException {
        BytesReader reader = new BytesReader(input.path(), place.offset(), input.read(place));
        List<Lz4Dictionary> dictionaries = new ArrayList<>();
        while (reader.hasMore()) {
            Slice content = reader.readPrefixed("dictionary");
            if (content.length() > Lz4Dictionary.MOST_BYTES) {
                throw reader.corrupt("length of a dictionary", "at most " + Lz4Dictionary.MOST_BYTES, content.length());
            }
            dictionaries.add(new Lz4Dictionary(content.array(), content.offset(), content.length()));
        }
        return new Dictionaries(dictionaries);
    }

    public int count() {
        return byNumber.length;
    }

    /** By number less one. */
    List<Lz4Dictionary> all() {
        return List.of(byNumber);
    }

    /** That of a block which needs one. */
    Lz4Dictionary of(BlockView block, TableInput input, long offset) throws CorruptFileException {
        int number = block.dictionary();
        if (number > byNumber.length) {
            throw input.corrupt(offset, "number of the block's dictionary", "at most " + byNumber.length, number);
        }
        return byNumber[number - 1];
    }

    /**
     * Looks at a value of a block that needs a dictionary.
     *
     * @param offset where the block is in the file, for messages
     * @return its length; {@code stored} is ready for {@link #copy} then
     */
    int open(StoredValue stored, BlockView block, int entry, TableInput input, long offset)
            throws CorruptFileException {
        of(block, input, offset);
        int length = stored.open(block.bytes(), block.valueStart(entry), block.valueLength(entry));
        if (length == StoredValue.DAMAGED) {
            throw notLz4(input, offset);
        }
        return length;
    }

    /** Copies the value that was looked at. Requires: room for it in the target. */
    void copy(StoredValue stored, BlockView block, byte[] target, TableInput input, long offset)
            throws CorruptFileException {
        if (!stored.copyTo(target, 0, byNumber[block.dictionary() - 1])) {
            throw notLz4(input, offset);
        }
    }

    /**
     * Copies how the value that was looked at begins. Requires: room for all of it in the target, where anything may be behind
     * the beginning then.
     *
     * @param bytes no more than the value has
     */
    void copyHead(StoredValue stored, BlockView block, byte[] target, int bytes, TableInput input, long offset)
            throws CorruptFileException {
        if (!stored.copyHeadTo(target, bytes, byNumber[block.dictionary() - 1])) {
            throw notLz4(input, offset);
        }
    }

    private static CorruptFileException notLz4(TableInput input, long offset) {
        return input.corrupt(offset, "a value of the block", "LZ4 of the length told", "something else");
    }
}
