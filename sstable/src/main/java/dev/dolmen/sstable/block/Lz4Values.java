package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.DictionaryTrainer;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import dev.dolmen.sstable.lz4.Lz4Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores values in LZ4, each by itself, with values of earlier blocks as the dictionary: rows of a table look alike.
 *
 * <p>A dictionary of another table is used where one suits. Else the first block's values become the first dictionary. Once
 * there is so much data that a longer one does not matter, the next is made of what the values of some dozens of blocks have in
 * common. Where other data begins, with other names in it, it all begins anew: when several blocks in a row come out clearly
 * worse than blocks used to. Not thread-safe.
 */
public final class Lz4Values implements ValueEncoder {

    /** The number of a dictionary is one byte, and 0 stands for none. */
    static final int MOST_DICTIONARIES = 255;

    /** How many blocks show what a dictionary is worth. */
    private static final int JUDGED_BLOCKS = 16;

    /** How many blocks in a row must be worse before there is another dictionary. */
    private static final int WORSE_BLOCKS = 4;

    /** One block of so many goes into the sample for a dictionary of full length: neighbours may be too much alike. */
    private static final int SAMPLED_BLOCKS = 4;

    /** Knows dictionaries of other tables. */
    interface Library {

        /**
         * One that suits the values of a block; null when there is none.
         *
         * @param values one after the other
         * @param ends where each ends
         * @param current what is in use and does not suit them
         */
        @Nullable
        CarriedDictionary suited(Bytes values, int[] ends, int count, @Nullable Lz4Dictionary current);
    }

    private final List<Lz4Dictionary> dictionaries;
    private final Library library;
    private final Bytes stored = new Bytes();
    private int[] storedEnds = new int[64];
    private @Nullable Lz4Encoder encoder;
    /** That of the encoder's dictionary. */
    private int number;
    /** What the encoder's dictionary is, if it is from the library. */
    private @Nullable CarriedDictionary lent;

    private boolean used;
    private int judged;
    private long judgedRaw;
    private long judgedStored;
    private int worse;
    private final Bytes sample = new Bytes();
    private int blocks;

    /** For a table that makes all its dictionaries itself. */
    public Lz4Values() {
        this(new ArrayList<>(), (values, ends, count, current) -> null);
    }

    /** @param dictionaries of the table, by number less one; the caller may add others in between */
    Lz4Values(List<Lz4Dictionary> dictionaries, Library library) {
        this.dictionaries = dictionaries;
        this.library = library;
    }

    /** All that blocks so far may need, by number less one. */
    public List<Lz4Dictionary> dictionaries() {
        return List.copyOf(dictionaries);
    }

    @Override
    public int dictionary() {
        return used ? number : BlockView.NO_DICTIONARY;
    }

    @Override
    public Bytes encode(Bytes values, int[] ends, int count) {
        int raw = values.length();
        used = false;
        if (raw == 0) {
            return values;
        }
        Lz4Encoder current = encoder;
        if (current == null && !canBeginAnew()) {
            return values; // one dictionary more would have no number
        } else if (current == null) {
            current = beginAnew(values, ends, count);
        } else if (current.dictionary().length() <= Lz4Dictionary.MOST_BYTES / 2 && gathers(values)) {
            current = begin(DictionaryTrainer.train(sample.array(), sample.length()));
        }
        encode(current, values, ends, count);
        if (isOutworn(raw, stored.length())) {
            encode(beginAnew(values, ends, count), values, ends, count);
        }
        if (lent != null) {
            tryOut(lent, values, ends, count);
        }
        used = stored.length() <= raw - raw / 8 - 1;
        if (!used) {
            return values;
        }
        System.arraycopy(storedEnds, 0, ends, 0, count);
        return stored;
    }

    /**
     * Goes on with a dictionary of the table that others have handed on to it.
     *
     * @param values how long those are that have been encoded with it so far
     * @param storedBytes what they take now
     */
    void goOnWith(Lz4Encoder proven, int itsNumber, long values, long storedBytes) {
        if (encoder != proven) {
            sample.clear();
        }
        go(proven, itsNumber);
        judged = JUDGED_BLOCKS;
        judgedRaw = values;
        judgedStored = storedBytes;
    }

    /** Does not go on with the dictionary of the last block. */
    void giveUp() {
        encoder = null;
        lent = null;
    }

    private void tryOut(CarriedDictionary dictionary, Bytes values, int[] ends, int count) {
        if (dictionary.isDueForTrial(values.length(), stored.length())) {
            dictionary.trial(values, ends, count, stored.length());
            if (dictionary.isOutworn()) {
                giveUp();
            }
        }
    }

    private boolean canBeginAnew() {
        return dictionaries.size() < MOST_DICTIONARIES;
    }

    /** Requires: {@link #canBeginAnew}. */
    private Lz4Encoder beginAnew(Bytes values, int[] ends, int count) {
        sample.clear();
        CarriedDictionary suited = library.suited(values, ends, count, encoder == null ? null : encoder.dictionary());
        if (suited != null) {
            go(suited.encoder(), suited.number());
            lent = suited;
            return suited.encoder();
        }
        return begin(new Lz4Dictionary(values.array(), 0, Math.min(values.length(), Lz4Dictionary.MOST_BYTES)));
    }

    /** Whether these values make the sample complete. */
    private boolean gathers(Bytes values) {
        boolean isFull = sample.length() >= DictionaryTrainer.SAMPLE_BYTES;
        if (isFull || blocks++ % SAMPLED_BLOCKS != 0 || dictionaries.size() == MOST_DICTIONARIES) {
            return false;
        }
        sample.add(values.array(), 0, values.length());
        return sample.length() >= DictionaryTrainer.SAMPLE_BYTES;
    }

    private Lz4Encoder begin(Lz4Dictionary dictionary) {
        dictionaries.add(dictionary);
        Lz4Encoder begun = new Lz4Encoder(dictionary);
        go(begun, dictionaries.size());
        return begun;
    }

    private void go(Lz4Encoder with, int itsNumber) {
        encoder = with;
        number = itsNumber;
        lent = null;
        judged = 0;
        judgedRaw = 0;
        judgedStored = 0;
        worse = 0;
    }

    private boolean isOutworn(int raw, int result) {
        if (judged < JUDGED_BLOCKS) {
            judged++;
            judgedRaw += raw;
            judgedStored += result;
            return false;
        }
        // Worse by an eighth of the raw length than the average of those judged.
        boolean isWorse = (result - raw / 8.0) * judgedRaw > (double) judgedStored * raw;
        worse = isWorse ? worse + 1 : 0;
        return worse >= WORSE_BLOCKS && canBeginAnew();
    }

    private void encode(Lz4Encoder current, Bytes values, int[] ends, int count) {
        if (storedEnds.length < count) {
            storedEnds = new int[ends.length];
        }
        stored.clear();
        int start = 0;
        for (int i = 0; i < count; i++) {
            encodeValue(current, values.array(), start, ends[i] - start, stored);
            start = ends[i];
            storedEnds[i] = stored.length();
        }
    }

    /** Adds a value as {@link StoredValue} reads it. */
    static void encodeValue(Lz4Encoder encoder, byte[] bytes, int start, int length, Bytes target) {
        if (length == 0) {
            return;
        }
        int at = target.length();
        target.addVarint(length);
        int header = target.length();
        target.ensureRoom(Lz4Encoder.mostBytes(length));
        int result = encoder.encode(bytes, start, length, target.array(), header, length - 1);
        if (result == Lz4Encoder.DOES_NOT_PAY) {
            target.setLength(at);
            target.addVarint(StoredValue.RAW);
            target.add(bytes, start, length);
        } else {
            target.setLength(header + result);
        }
    }
}
