package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import dev.dolmen.sstable.lz4.Lz4Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores values in LZ4, each by itself, with values of earlier blocks as the dictionary: rows of a table look alike.
 *
 * <p>The first block's values become the first dictionary. Once there is so much data that a longer one does not matter, a
 * few blocks' values together become the next. Where other data begins, with other names in it, it all begins anew: when
 * several blocks in a row come out clearly worse than blocks used to. Not thread-safe.
 */
public final class Lz4Values implements ValueEncoder {

    /** The number of a dictionary is one byte, and 0 stands for none. */
    private static final int MOST_DICTIONARIES = 255;

    /** How many blocks show what a dictionary is worth. */
    private static final int JUDGED_BLOCKS = 16;

    /** How many blocks in a row must be worse before there is another dictionary. */
    private static final int WORSE_BLOCKS = 4;

    /** After this much, values are gathered for a dictionary of full length. */
    private static final int SHORT_DICTIONARY_BYTES = 1 << 20;

    private final List<Lz4Dictionary> dictionaries = new ArrayList<>();
    private final Bytes stored = new Bytes();
    private int[] storedEnds = new int[64];
    private @Nullable Lz4Encoder encoder;
    private boolean used;
    private int judged;
    private long judgedRaw;
    private long judgedStored;
    private int worse;
    private final Bytes sample = new Bytes();
    private int seen;

    /** All that blocks so far may need, by number less one. */
    public List<Lz4Dictionary> dictionaries() {
        return List.copyOf(dictionaries);
    }

    @Override
    public int dictionary() {
        return used ? dictionaries.size() : BlockView.NO_DICTIONARY;
    }

    @Override
    public Bytes encode(Bytes values, int[] ends, int count) {
        int raw = values.length();
        used = false;
        if (raw == 0) {
            return values;
        }
        Lz4Encoder current = encoder;
        if (current == null) {
            current = beginAnew(values);
        } else if (gathers(values)) {
            current = begin(sample);
        }
        encode(current, values, ends, count);
        if (isOutworn(raw, stored.length())) {
            encode(beginAnew(values), values, ends, count);
        }
        used = stored.length() <= raw - raw / 8 - 1;
        if (!used) {
            return values;
        }
        System.arraycopy(storedEnds, 0, ends, 0, count);
        return stored;
    }

    private Lz4Encoder beginAnew(Bytes values) {
        sample.clear();
        seen = 0;
        return begin(values);
    }

    /** Whether these values make the sample complete. */
    private boolean gathers(Bytes values) {
        if (sample.length() >= Lz4Dictionary.MOST_BYTES || dictionaries.size() == MOST_DICTIONARIES) {
            return false;
        }
        if (seen < SHORT_DICTIONARY_BYTES) {
            seen += Math.min(values.length(), SHORT_DICTIONARY_BYTES);
            return false;
        }
        sample.add(values.array(), 0, values.length());
        return sample.length() >= Lz4Dictionary.MOST_BYTES;
    }

    private Lz4Encoder begin(Bytes values) {
        Lz4Dictionary dictionary =
                new Lz4Dictionary(values.array(), 0, Math.min(values.length(), Lz4Dictionary.MOST_BYTES));
        dictionaries.add(dictionary);
        Lz4Encoder begun = new Lz4Encoder(dictionary);
        encoder = begun;
        judged = 0;
        judgedRaw = 0;
        judgedStored = 0;
        worse = 0;
        return begun;
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
        return worse >= WORSE_BLOCKS && dictionaries.size() < MOST_DICTIONARIES;
    }

    private void encode(Lz4Encoder current, Bytes values, int[] ends, int count) {
        if (storedEnds.length < count) {
            storedEnds = new int[ends.length];
        }
        stored.clear();
        int start = 0;
        for (int i = 0; i < count; i++) {
            encodeValue(current, values.array(), start, ends[i] - start);
            start = ends[i];
            storedEnds[i] = stored.length();
        }
    }

    private void encodeValue(Lz4Encoder current, byte[] bytes, int start, int length) {
        if (length == 0) {
            return;
        }
        int at = stored.length();
        stored.addVarint(length);
        int header = stored.length();
        stored.ensureRoom(Lz4Encoder.mostBytes(length));
        int result = current.encode(bytes, start, length, stored.array(), header, length - 1);
        if (result == Lz4Encoder.DOES_NOT_PAY) {
            stored.setLength(at);
            stored.addVarint(StoredValue.RAW);
            stored.add(bytes, start, length);
        } else {
            stored.setLength(header + result);
        }
    }
}
