package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The cover of a version's tables. A range tombstone may have been cut where tables end, so its pieces are put together
 * along each level; pieces on different levels are not.
 *
 * <p>Requires: the version stays pinned. Opens the tables that have range tombstones, and reads nothing of the others.
 */
public final class TableCover implements Cover {

    /** Runs of tables with range tombstones, none of which overlap in a run, by key. */
    private final List<List<TableFile>> runs = new ArrayList<>();

    public TableCover(Version version) {
        for (int level = 0; level < Levels.COUNT; level++) {
            List<TableFile> tables = version.tables(level).stream()
                    .filter(table -> table.metadata().rangeTombstones() > 0)
                    .toList();
            if (level == 0) {
                tables.forEach(table -> runs.add(List.of(table)));
            } else if (!tables.isEmpty()) {
                runs.add(tables);
            }
        }
    }

    @Override
    public boolean covers(KeyRange range, long oldest, long newest) throws IOException {
        for (List<TableFile> run : runs) {
            if (covers(run, range, oldest, newest)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(List<TableFile> run, KeyRange range, long oldest, long newest) throws IOException {
        Slice uncovered = range.smallest();
        for (TableFile table : run) {
            if (table.metadata().range().endsBefore(uncovered)) {
                continue;
            }
            if (table.metadata().largestSequence() <= oldest
                    || table.metadata().range().startsAfter(uncovered)) {
                return false;
            }
            uncovered = table.rangeTombstones().coveredUpTo(uncovered, range.largest(), oldest, newest);
            int order = range.largest().compareTo(uncovered);
            if (order < 0 || order == 0 && range.largestExclusive()) {
                return true;
            }
        }
        return false;
    }
}
