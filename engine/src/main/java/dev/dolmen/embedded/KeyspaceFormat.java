package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import java.io.IOException;
import java.nio.file.Path;

/** The version of the keyspace, which is the first thing ever written to a database. */
final class KeyspaceFormat {

    static final int VERSION = 1;

    private KeyspaceFormat() {}

    /**
     * Writes the version to an empty store, durably, and checks it in any other.
     *
     * @throws UnsupportedFormatException when a newer release wrote it
     * @throws MalformedEncodingException when something is there, but no version
     */
    static void check(OrderedStore store, Path directory) throws IOException {
        ReadResult record = new ReadResult();
        if (store.get(Keyspace.format(), null, record)) {
            int version = new Decoder(record.value()).u16();
            if (version > VERSION) {
                throw new UnsupportedFormatException(directory, "keyspace", version, VERSION);
            }
            return;
        }
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            if (cursor.seekToFirst()) {
                throw new MalformedEncodingException(0, "keys, but no version of the keyspace");
            }
        }
        WriteBatch batch = new WriteBatch();
        batch.put(Keyspace.format(), new Encoder(2).u16(VERSION).slice());
        store.awaitDurable(store.commit(batch));
    }
}
