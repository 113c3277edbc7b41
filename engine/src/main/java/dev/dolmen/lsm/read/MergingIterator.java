package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.CarriedValue;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several sorted runs as one: the runs stand in line in the order of their entries, and the one in front, once it has moved,
 * steps back behind those that now come before it.
 *
 * <p>Runs are compared by a word each, see {@link KeyWords}, so that a step is a search through a small array of numbers, with
 * one branch that is hard to foresee: where it ends. A tree of losers needs fewer comparisons, but each of them is such a
 * branch. Where words are alike the keys themselves are compared. When the direction changes, all runs are set anew around
 * the current entry.
 *
 * <p>Requires: no two runs hold the same version of a key. Closing it closes the runs.
 */
public final class MergingIterator implements EntryIterator {

    private final EntryIterator[] runs;
    private final @Nullable Slice toExclusive;
    private final KeyWords words = new KeyWords();
    private final Slice[] keys;
    private final long[] sequences;
    /** The runs that stand on an entry, those first that come first. */
    private final int[] line;
    /** The words of their keys, in the same order. */
    private final long[] inLine;
    /** How many stand in line. */
    private int count;

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
        line = new int[runs.size()];
        inLine = new long[runs.size()];
    }

    @Override
    public boolean isValid() {
        return count > 0;
    }

    @Override
    public void seekToFirst() throws IOException {
        count = 0;
        for (EntryIterator run : runs) {
            run.seekToFirst();
        }
        lineUp(true);
    }

    @Override
    public void seekToLast() throws IOException {
        count = 0;
        for (EntryIterator run : runs) {
            run.seekToLast();
        }
        lineUp(false);
    }

    @Override
    public void seek(Slice key, long sequence) throws IOException {
        count = 0;
        for (EntryIterator run : runs) {
            run.seek(key, sequence);
        }
        lineUp(true);
    }

    @Override
    public void seekBefore(Slice key) throws IOException {
        count = 0;
        for (EntryIterator run : runs) {
            run.seekBefore(key);
        }
        lineUp(false);
    }

    @Override
    public void next() throws IOException {
        int front = front();
        if (forward) {
            runs[front].next();
            stepBack(front);
            return;
        }
        count = 0;
        for (int run = 0; run < runs.length; run++) {
            if (run != front) {
                runs[run].seek(keys[front], sequences[front]);
            }
        }
        runs[front].next();
        lineUp(true);
    }

    @Override
    public void previous() throws IOException {
        int front = front();
        if (!forward) {
            runs[front].previous();
            stepBack(front);
            return;
        }
        count = 0;
        for (int run = 0; run < runs.length; run++) {
            if (run != front) {
                seekBefore(runs[run], keys[front], sequences[front]);
            }
        }
        runs[front].previous();
        lineUp(false);
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

    private void lineUp(boolean newForward) {
        forward = newForward;
        words.begin(newForward);
        for (int run = 0; run < runs.length; run++) {
            if (look(run) && !isBeyond(keys[run])) {
                insert(run);
            }
        }
        sharpen();
    }

    private boolean isBeyond(Slice key) {
        return forward && toExclusive != null && key.compareTo(toExclusive) >= 0;
    }

    private void insert(int run) {
        long word = words.of(keys[run]);
        int place = count++;
        while (place > 0 && comesBefore(run, word, place - 1)) {
            line[place] = line[place - 1];
            inLine[place] = inLine[place - 1];
            place--;
        }
        line[place] = run;
        inLine[place] = word;
    }

    /** Puts the run in front, which has moved, where it belongs now. */
    private void stepBack(int run) {
        if (!look(run)) {
            count--;
            System.arraycopy(line, 1, line, 0, count);
            System.arraycopy(inLine, 1, inLine, 0, count);
        } else if (count > 1) {
            long word = words.of(keys[run]);
            int place = 0;
            while (place + 1 < count && !comesBefore(run, word, place + 1)) {
                line[place] = line[place + 1];
                inLine[place] = inLine[place + 1];
                place++;
            }
            line[place] = run;
            inLine[place] = word;
        }
        if (words.areBlunt(inLine[0])) {
            sharpen();
        }
    }

    /** Has words tell apart the first in line, and whoever is like them. */
    private void sharpen() {
        if (count > 1 && words.sharpen(keys[line[0]], keys[line[1]])) {
            for (int place = 0; place < count; place++) {
                inLine[place] = words.of(keys[line[place]]);
            }
        }
    }

    /** Takes over where the run stands, if it stands anywhere. */
    private boolean look(int run) {
        EntryIterator iterator = runs[run];
        if (!iterator.isValid()) {
            return false;
        }
        Slice key = iterator.key();
        keys[run] = key;
        sequences[run] = iterator.sequence();
        return true;
    }

    private boolean comesBefore(int run, long word, int place) {
        long other = inLine[place];
        return word == other ? isBefore(run, line[place]) : word < other;
    }

    private boolean isBefore(int run, int other) {
        int order = keys[run].compareTo(keys[other]);
        if (order == 0) {
            order = Long.compare(sequences[other], sequences[run]);
        } else {
            words.failed();
        }
        return forward ? order < 0 : order > 0;
    }

    private int front() {
        if (count == 0) {
            throw new AssertionError("the iterator stands nowhere");
        }
        return line[0];
    }

    @Override
    public Slice key() {
        return keys[front()];
    }

    @Override
    public long sequence() {
        return sequences[front()];
    }

    @Override
    public EntryKind kind() {
        return runs[front()].kind();
    }

    @Override
    public Slice value() throws IOException {
        return runs[front()].value();
    }

    @Override
    public boolean isValueKept() {
        return runs[front()].isValueKept();
    }

    @Override
    public Slice head(int bytes) throws IOException {
        return runs[front()].head(bytes);
    }

    @Override
    public boolean carry(CarriedValue into) throws IOException {
        return runs[front()].carry(into);
    }

    @Override
    public void close() {
        for (EntryIterator run : runs) {
            run.close();
        }
    }
}
