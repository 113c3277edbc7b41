package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.CarriedValue;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several sorted runs as one, by a loser tree: a step costs log2(runs) comparisons, half of what a heap needs.
 *
 * <p>The runs are the leaves of a tournament in which the entry that comes first beats the others; each inner node keeps
 * the loser of its match, node 0 the overall winner. Only the winner moves, so only the matches on its way up are played
 * again. And even those only when it has come behind its <i>challenger</i>, the best of the losers on that way: as long as
 * a run goes on winning, a step costs one comparison, and none when no other run is left. When the direction changes, all
 * runs are set anew around the current entry.
 *
 * <p>Requires: no two runs hold the same version of a key. Closing it closes the runs.
 */
public final class MergingIterator implements EntryIterator {

    private static final int NOBODY = -1;

    private final EntryIterator[] runs;
    private final @Nullable Slice toExclusive;
    private final Slice[] keys;
    private final long[] sequences;
    private final boolean[] valid;
    private final int[] tree;
    /** The best run but the winner; {@link #NOBODY} when there is none that stands on an entry. */
    private int challenger = NOBODY;

    private boolean forward = true;

    public MergingIterator(List<? extends EntryIterator> runs) {
        this(runs, null);
    }

    /**
     * @param toExclusive a place behind which entries may be left out when going forward: a run that begins there takes no
     *     part, and nobody is compared with it; null for none
     */
    MergingIterator(List<? extends EntryIterator> runs, @Nullable Slice toExclusive) {
        this.toExclusive = toExclusive;
        this.runs = runs.toArray(new EntryIterator[0]);
        keys = new Slice[runs.size()];
        sequences = new long[runs.size()];
        valid = new boolean[runs.size()];
        tree = new int[Math.max(1, runs.size())];
    }

    @Override
    public boolean isValid() {
        return runs.length > 0 && valid[tree[0]];
    }

    @Override
    public void seekToFirst() throws IOException {
        for (EntryIterator run : runs) {
            run.seekToFirst();
        }
        playAll(true);
    }

    @Override
    public void seekToLast() throws IOException {
        for (EntryIterator run : runs) {
            run.seekToLast();
        }
        playAll(false);
    }

    @Override
    public void seek(Slice key, long sequence) throws IOException {
        for (EntryIterator run : runs) {
            run.seek(key, sequence);
        }
        playAll(true);
    }

    @Override
    public void seekBefore(Slice key) throws IOException {
        for (EntryIterator run : runs) {
            run.seekBefore(key);
        }
        playAll(false);
    }

    @Override
    public void next() throws IOException {
        int winner = standing();
        if (!forward) {
            for (int run = 0; run < runs.length; run++) {
                if (run != winner) {
                    runs[run].seek(keys[winner], sequences[winner]);
                }
            }
            runs[winner].next();
            playAll(true);
            return;
        }
        runs[winner].next();
        play(winner);
    }

    @Override
    public void previous() throws IOException {
        int winner = standing();
        if (forward) {
            for (int run = 0; run < runs.length; run++) {
                if (run != winner) {
                    seekBefore(runs[run], keys[winner], sequences[winner]);
                }
            }
            runs[winner].previous();
            playAll(false);
            return;
        }
        runs[winner].previous();
        play(winner);
    }

    /** Moves to the last entry before this version, which the run does not hold. */
    private static void seekBefore(EntryIterator run, Slice key, long sequence) throws IOException {
        run.seek(key, sequence);
        if (run.isValid()) {
            run.previous();
        } else {
            run.seekToLast();
        }
    }

    private void playAll(boolean newForward) {
        forward = newForward;
        if (runs.length == 0) {
            return;
        }
        for (int run = 0; run < runs.length; run++) {
            look(run);
            if (forward && toExclusive != null && valid[run] && keys[run].compareTo(toExclusive) >= 0) {
                valid[run] = false;
            }
        }
        tree[0] = winnerBelow(1);
        challenger = bestLoserTo(tree[0]);
    }

    /** Plays the matches of a subtree, leaves the losers in it, and returns the winner. */
    private int winnerBelow(int node) {
        if (node >= runs.length) {
            return node - runs.length;
        }
        int left = winnerBelow(2 * node);
        int right = winnerBelow(2 * node + 1);
        boolean leftWins = beats(left, right);
        tree[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    private void play(int moved) {
        look(moved);
        if (challenger == NOBODY || valid[moved] && beats(moved, challenger)) {
            return;
        }
        int winner = moved;
        for (int node = (moved + runs.length) / 2; node > 0; node /= 2) {
            if (beats(tree[node], winner)) {
                int loser = winner;
                winner = tree[node];
                tree[node] = loser;
            }
        }
        tree[0] = winner;
        challenger = bestLoserTo(winner);
    }

    /** Everybody lost, directly or not, to somebody whom the winner has beaten himself. */
    private int bestLoserTo(int winner) {
        int best = NOBODY;
        for (int node = (winner + runs.length) / 2; node > 0; node /= 2) {
            int loser = tree[node];
            if (valid[loser] && (best == NOBODY || beats(loser, best))) {
                best = loser;
            }
        }
        return best;
    }

    private void look(int run) {
        EntryIterator iterator = runs[run];
        valid[run] = iterator.isValid();
        if (valid[run]) {
            Slice key = iterator.key();
            keys[run] = key;
            sequences[run] = iterator.sequence();
        }
    }

    private boolean beats(int a, int b) {
        if (!valid[a] || !valid[b]) {
            return valid[a];
        }
        int order = keys[a].compareTo(keys[b]);
        if (order == 0) {
            order = Long.compare(sequences[b], sequences[a]);
        }
        return forward ? order < 0 : order > 0;
    }

    private int standing() {
        if (!isValid()) {
            throw new AssertionError("the iterator stands nowhere");
        }
        return tree[0];
    }

    @Override
    public Slice key() {
        return keys[standing()];
    }

    @Override
    public long sequence() {
        return sequences[standing()];
    }

    @Override
    public EntryKind kind() {
        return runs[standing()].kind();
    }

    @Override
    public Slice value() throws IOException {
        return runs[standing()].value();
    }

    @Override
    public boolean carry(CarriedValue into) throws IOException {
        return runs[standing()].carry(into);
    }

    @Override
    public void close() {
        for (EntryIterator run : runs) {
            run.close();
        }
    }
}
