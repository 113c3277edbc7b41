package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a workload is run on: a peer in its directory, and the rows it holds or is to hold. */
public final class Subject implements AutoCloseable {

    private final PeerKind kind;
    private final PeerOptions options;
    private final DataSet dataSet;
    private final Rows rows;
    private @Nullable Peer peer;

    public Subject(PeerKind kind, PeerOptions options, DataSet dataSet) {
        this.kind = kind;
        this.options = options;
        this.dataSet = dataSet;
        this.rows = new Rows(dataSet, kind.form());
    }

    /** Opens the peer. */
    public void open() throws Exception {
        peer = kind.open(options);
    }

    /** @throws IllegalStateException when it is not open */
    public Peer peer() {
        if (peer == null) {
            throw new IllegalStateException(kind + " is not open");
        }
        return peer;
    }

    public PeerKind kind() {
        return kind;
    }

    public DataSet dataSet() {
        return dataSet;
    }

    public Rows rows() {
        return rows;
    }

    /** Closes the peer if it is open. */
    @Override
    public void close() throws IOException, SQLException {
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }
}
