package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores values in LZ4, and those that come from a compressed table as they were stored there, if their block can name the
 * dictionary they need: it is handed on to the new table then. What else is in the block is encoded with it too.
 *
 * <p>A block where all values come as they are goes on with the dictionary of the last one, or with a new one, as {@link
 * Lz4Values} sees fit; so do those whose dictionary the table has no room for, or that has been found {@linkplain
 * CarriedDictionary outworn}. Not thread-safe.
 */
public final class MergedValues implements ValueEncoder {

    /** So many bytes of dictionaries may come with the first blocks. */
    private static final int FREE_DICTIONARY_BYTES = 4 * Lz4Dictionary.MOST_BYTES;

    /** Later dictionaries may take this part of the values, before compression. */
    private static final int DICTIONARY_SHARE = 32;

    private final List<Lz4Dictionary> dictionaries = new ArrayList<>();
    private final Lz4Values own = new Lz4Values(dictionaries, this::suited);
    private final List<Lz4Dictionary> offered;
    private final List<CarriedDictionary> carried = new ArrayList<>();
    private final Map<Lz4Dictionary, CarriedDictionary> byDictionary = new IdentityHashMap<>();
    private final StoredValue opened = new StoredValue();
    private final Bytes stored = new Bytes();
    private final Bytes raw = new Bytes();
    private int[] ends = new int[64];
    private long rawBytes;
    private int number;

    /** @param offered dictionaries of other tables, to be used where they suit values that come as they are */
    public MergedValues(List<Lz4Dictionary> offered) {
        this.offered = offered;
    }

    /** All that blocks so far may need, by number less one. */
    public List<Lz4Dictionary> dictionaries() {
        return List.copyOf(dictionaries);
    }

    @Override
    public int dictionary() {
        return number;
    }

    @Override
    public Bytes encode(Bytes values, int[] valueEnds, int count) {
        Bytes result = own.encode(values, valueEnds, count);
        number = own.dictionary();
        return result;
    }

    @Override
    public Bytes encode(BlockValues values) throws CorruptFileException {
        rawBytes += values.rawBytes();
        if (values.encodedCount() == 0) {
            return encode(values.bytes(), values.ends(), values.count());
        }
        if (ends.length < values.count()) {
            ends = new int[values.ends().length];
        }
        Lz4Dictionary common = values.commonDictionary();
        CarriedDictionary kept = common == null ? null : kept(common);
        if (kept == null) {
            return encodeAnew(values);
        }
        encodeWith(kept, values);
        if (kept.isDueForTrial(values.rawBytes(), stored.length())) {
            decode(values);
            kept.trial(raw, ends, values.count(), stored.length());
            encodeWith(kept, values);
        }
        if (kept.isOutworn()) {
            own.giveUp();
        } else {
            own.goOnWith(kept.encoder(), kept.number(), kept.rawBytes(), kept.storedBytes());
        }
        System.arraycopy(ends, 0, values.ends(), 0, values.count());
        number = kept.number();
        return stored;
    }

    /** The table's form of a dictionary that comes with values; null when it is not to have it. */
    private @Nullable CarriedDictionary kept(Lz4Dictionary dictionary) {
        CarriedDictionary known = known(dictionary);
        if (known == null && hasRoomFor(dictionary)) {
            dictionaries.add(dictionary);
            known = new CarriedDictionary(dictionary, dictionaries.size());
            carried.add(known);
            byDictionary.put(dictionary, known);
        }
        return known == null || known.isOutworn() ? null : known;
    }

    /** The table's form of a dictionary, or of another copy of it: tables that took theirs from one table all have one. */
    private @Nullable CarriedDictionary known(Lz4Dictionary dictionary) {
        CarriedDictionary known = byDictionary.get(dictionary);
        for (int i = 0; known == null && i < carried.size(); i++) {
            if (carried.get(i).isSame(dictionary)) {
                known = carried.get(i);
                byDictionary.put(dictionary, known);
            }
        }
        return known;
    }

    /** The best of those offered, if it pays at all. */
    private @Nullable CarriedDictionary suited(
            Bytes values, int[] valueEnds, int count, @Nullable Lz4Dictionary current) {
        Lz4Dictionary best = null;
        int least = values.length() - values.length() / 8;
        for (Lz4Dictionary candidate : offered) {
            CarriedDictionary known = byDictionary.get(candidate);
            if (candidate == current || known != null && known.isOutworn()) {
                continue;
            }
            int bytes = CarriedDictionary.encodedBytes(candidate, values, valueEnds, count);
            if (bytes < least) {
                least = bytes;
                best = candidate;
            }
        }
        return best == null ? null : kept(best);
    }

    private boolean hasRoomFor(Lz4Dictionary dictionary) {
        long bytes = dictionary.length();
        for (Lz4Dictionary present : dictionaries) {
            bytes += present.length();
        }
        // One number is left for a dictionary of the table's own.
        return dictionaries.size() < Lz4Values.MOST_DICTIONARIES - 1
                && bytes <= FREE_DICTIONARY_BYTES + rawBytes / DICTIONARY_SHARE;
    }

    private void encodeWith(CarriedDictionary kept, BlockValues values) throws CorruptFileException {
        stored.clear();
        byte[] bytes = values.bytes().array();
        for (int i = 0; i < values.count(); i++) {
            int start = values.start(i);
            int length = values.length(i);
            ValueOrigin origin = values.origin(i);
            if (origin != null && known(origin.dictionary()) == kept) {
                stored.add(bytes, start, length);
            } else if (origin == null) {
                Lz4Values.encodeValue(kept.encoder(), bytes, start, length, stored);
            } else {
                raw.clear();
                decode(bytes, start, length, origin);
                Lz4Values.encodeValue(kept.encoder(), raw.array(), 0, raw.length(), stored);
            }
            ends[i] = stored.length();
        }
    }

    private Bytes encodeAnew(BlockValues values) throws CorruptFileException {
        decode(values);
        System.arraycopy(ends, 0, values.ends(), 0, values.count());
        return encode(raw, values.ends(), values.count());
    }

    /** Puts the values themselves into {@link #raw}, and where they end into {@link #ends}. */
    private void decode(BlockValues values) throws CorruptFileException {
        raw.clear();
        byte[] bytes = values.bytes().array();
        for (int i = 0; i < values.count(); i++) {
            ValueOrigin origin = values.origin(i);
            if (origin == null) {
                raw.add(bytes, values.start(i), values.length(i));
            } else {
                decode(bytes, values.start(i), values.length(i), origin);
            }
            ends[i] = raw.length();
        }
    }

    private void decode(byte[] bytes, int start, int storedLength, ValueOrigin origin) throws CorruptFileException {
        int length = opened.open(ByteBuffer.wrap(bytes), start, storedLength);
        if (length != StoredValue.DAMAGED) {
            raw.ensureRoom(length + StoredValue.TARGET_SLACK_BYTES);
            if (opened.copyTo(raw.array(), raw.length(), origin.dictionary())) {
                raw.setLength(raw.length() + length);
                return;
            }
        }
        throw origin.notLz4();
    }
}
