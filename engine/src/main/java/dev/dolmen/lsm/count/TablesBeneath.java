package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.KeyProbe;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of the tables of a version weigh. Requires: the version is pinned. Not thread-safe.
 */
final class TablesBeneath {

    /** The weight of a key without a value. */
    static final long ABSENT = -1;

    /** The weight of a key of which a table knows nothing. */
    private static final long UNDECIDED = -2;

    private final Weigher weigher;
    /** The newest first. */
    private final List<Run> runs = new ArrayList<>();

    TablesBeneath(Version version, Weigher weigher) {
        this.weigher = weigher;
        version.tables(0).forEach(table -> runs.add(new Run(List.of(table))));
        for (int i = 0; i < version.lowerCount(); i++) {
            runs.add(new Run(version.tables(version.lower(i))));
        }
    }

    /** Tables that share no key, gone through in their order. */
    private final class Run {

        private final List<TableFile> tables;
        /** The first that does not end before the last key. */
        private int index;
        /** That table, once a key has come to it. */
        private @Nullable TableFile table;

        private @Nullable KeyProbe probe;

        Run(List<TableFile> tables) {
            this.tables = tables;
        }

        /** What a key weighs by this run, {@link #ABSENT} or {@link #UNDECIDED}. */
        long weight(Slice key, long hash) throws IOException {
            TableFile current = tableAt(key);
            if (current == null) {
                return UNDECIDED;
            }
            long covering = current.rangeTombstones().newestCovering(key, Long.MAX_VALUE);
            KeyProbe open = probe;
            if (open == null || !open.find(key, hash)) {
                return covering == 0 ? UNDECIDED : ABSENT;
            }
            return open.kind() == EntryKind.PUT && open.sequence() > covering
                    ? weigher.weigh(open.head(weigher.headBytes()))
                    : ABSENT;
        }

        private @Nullable TableFile tableAt(Slice key) throws IOException {
            while (index < tables.size() && tables.get(index).metadata().range().endsBefore(key)) {
                index++;
                table = null;
            }
            if (table == null
                    && index < tables.size()
                    && tables.get(index).metadata().range().contains(key)) {
                TableFile next = tables.get(index);
                probe = next.reader().probe();
                table = next;
            }
            return table;
        }
    }

    /**
     * What a key weighs, or {@link #ABSENT}. As in a point read, the newest table that knows of the key decides. Requires:
     * keys come in their order.
     */
    long weight(Slice key) throws IOException {
        long hash = TableReader.hash(key);
        for (int i = 0; i < runs.size(); i++) {
            long weight = runs.get(i).weight(key, hash);
            if (weight != UNDECIDED) {
                return weight;
            }
        }
        return ABSENT;
    }
}
