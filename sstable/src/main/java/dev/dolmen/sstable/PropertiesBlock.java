package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.BytesReader;
import java.nio.file.Path;

/** How the properties of a table, and the options it was written with, are stored. */
final class PropertiesBlock {

    private PropertiesBlock() {}

    static void encode(TableProperties properties, TableOptions options, Bytes target) {
        target.addLong(properties.entryCount());
        target.addLong(properties.tombstoneCount());
        target.addLong(properties.rangeTombstoneCount());
        target.addLong(properties.rawKeyBytes());
        target.addLong(properties.rawValueBytes());
        target.addLong(properties.smallestSequence());
        target.addLong(properties.largestSequence());
        target.addInt(options.blockBytes());
        target.addByte(options.compression().id());
        target.addByte(options.filterBitsPerKey());
        target.addByte(properties.largestExclusive() ? 1 : 0);
        target.addPrefixed(properties.smallestKey());
        target.addPrefixed(properties.largestKey());
    }

    /** @param offset where the block is in the file, for messages */
    static TableProperties decode(Path file, long offset, Footer footer, Slice bytes) throws CorruptFileException {
        BytesReader reader = new BytesReader(file, offset, bytes);
        long entries = reader.readCount("entry count");
        long tombstones = reader.readCount("tombstone count");
        long rangeTombstones = reader.readCount("range tombstone count");
        long keyBytes = reader.readCount("key bytes");
        long valueBytes = reader.readCount("value bytes");
        long smallestSequence = reader.readCount("smallest sequence");
        long largestSequence = reader.readCount("largest sequence");
        // The options are for people who look into a file; readers need none of them.
        reader.readInt("block bytes");
        reader.readByte("compression");
        reader.readByte("filter bits per key");
        int exclusive = reader.readByte("largest key exclusive");
        Slice smallest = reader.readPrefixed("smallest key");
        Slice largest = reader.readPrefixed("largest key");
        reader.requireEnd("properties");
        if (exclusive > 1
                || tombstones > entries
                || smallestSequence > largestSequence
                || smallest.compareTo(largest) > 0) {
            throw reader.corrupt("properties", "counts and bounds that fit together", "some that do not");
        }
        if ((entries != 0) != footer.index().isPresent()
                || (tombstones != 0) != footer.bitmap().isPresent()
                || (rangeTombstones != 0) != footer.rangeTombstones().isPresent()) {
            throw reader.corrupt("parts of the table", "those that the counts ask for", footer);
        }
        return new TableProperties(
                footer.fileNumber(),
                footer.fileBytes(),
                entries,
                tombstones,
                rangeTombstones,
                keyBytes,
                valueBytes,
                smallest,
                largest,
                exclusive == 1,
                smallestSequence,
                largestSequence);
    }
}
