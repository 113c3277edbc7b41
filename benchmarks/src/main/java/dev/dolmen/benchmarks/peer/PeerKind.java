package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Form;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The peers, as the command line and the reports name them. */
public enum PeerKind {
    DOLMEN("dolmen", Form.ITEMS, TablePeer::new),
    STORE("store", Form.HASHED_PARTITIONS, OrderedStorePeer::new),
    ROCKSDB("rocksdb", Form.ORDERED_KEYS, RocksDbPeer::new),
    ROCKSDB_TUNED("rocksdb-tuned", Form.ORDERED_KEYS, TunedRocksDbPeer::new),
    LMDB("lmdb", Form.ORDERED_KEYS, LmdbPeer::new),
    MVSTORE("mvstore", Form.ORDERED_KEYS, MvStorePeer::new),
    SQLITE("sqlite", Form.ORDERED_KEYS, SqlitePeer::new),
    // No reference to its constructor: that would ask for the emulator's library, which may not be there, at once.
    DYNAMODB_LOCAL("dynamodb-local", Form.ITEMS, options -> new DynamoDbLocalPeer(options));

    /** Opens the store of a peer, with what is in its directory already. */
    @FunctionalInterface
    interface Opener {
        Peer open(PeerOptions options) throws Exception;
    }

    private final String label;
    private final Form form;
    private final Opener opener;

    PeerKind(String label, Form form, Opener opener) {
        this.label = label;
        this.form = form;
        this.opener = opener;
    }

    public String label() {
        return label;
    }

    /** How it takes rows. */
    public Form form() {
        return form;
    }

    /** Whether it can make its files smaller where they are. */
    public boolean compacts() {
        return this != LMDB && this != DYNAMODB_LOCAL;
    }

    /** Whether its writes can wait for stable storage. */
    public boolean syncs() {
        return this != DYNAMODB_LOCAL;
    }

    /** Whether every put that returned is there after its process was killed, without any waiting for a sync. */
    public boolean survivesKill() {
        return this != MVSTORE;
    }

    public Peer open(PeerOptions options) throws Exception {
        Files.createDirectories(options.directory());
        return opener.open(options);
    }

    /** @throws IllegalArgumentException naming those that there are */
    public static PeerKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer \"" + label + "\"; there are " + labels()));
    }

    public static String labels() {
        return Arrays.stream(values()).map(PeerKind::label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return label;
    }
}
