package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.util.Arrays;

/**
 * Walks a {@link KeyTrie} in order. Remembers the nodes on the way to where it stands, as they were when it got there; so
 * what is added meanwhile may be seen or not, and changes neither the order nor what was there before.
 */
final class TrieIterator implements EntryIterator {

    private final KeyTrie trie;
    private final Versions versions;
    private final boolean readsAhead;

    /** The inner nodes from the root down to the key, and the branch taken at each. */
    private int[] nodes = new int[16];

    private int[] branches = new int[16];
    private int height;

    /** The newest version of the key, as it was on arrival. */
    private int newest;

    private int version = Versions.NONE;

    /** What was read ahead: without it, nothing would have to be read. */
    private int ahead;

    /** @param readsAhead whether what is below a node is fetched at once when a move forward first gets to the node */
    TrieIterator(KeyTrie trie, boolean readsAhead) {
        this.trie = trie;
        this.readsAhead = readsAhead;
        this.versions = trie.versions();
    }

    @Override
    public boolean isValid() {
        return version != Versions.NONE;
    }

    @Override
    public void seekToFirst() {
        height = 0;
        descendToFirst(trie.root());
        version = newest;
    }

    @Override
    public void seekToLast() {
        height = 0;
        descendToLast(trie.root());
        standOnOldest();
    }

    @Override
    public void seek(Slice key, long sequence) {
        int order = approach(key);
        if (order == 0) {
            version = versions.atMost(newest, TrieMemTable.searchStamp(sequence));
            if (version != Versions.NONE) {
                return;
            }
        }
        if (order <= 0) {
            ascendToNext();
        }
        version = newest;
    }

    @Override
    public void seekBefore(Slice key) {
        if (approachFromAbove(key) >= 0) {
            ascendToPrevious();
        }
        standOnOldest();
    }

    /**
     * Goes to the key, or to the nearest edge whose keys are all before it or all after it.
     *
     * @return zero when the key is there; negative with the last way taken being before the key; positive when
     *     {@link #newest} is the first key after it, or there is none
     */
    private int approach(Slice key) {
        int link = descend(key);
        int common = link == KeyTrie.NONE ? -1 : trie.mismatch(link, key);
        if (common < 0) {
            return standAtEnd(link, key, true);
        }
        boolean isAfter = trie.byteBelow(link, common) > byteAt(key, common);
        int edge = climbTo(common, link);
        if (!isAfter) {
            newest = Versions.NONE;
            return -1;
        }
        descendToFirst(edge);
        return 1;
    }

    /** As {@link #approach}, but negative when {@link #newest} is the last key before, and positive with the last way after. */
    private int approachFromAbove(Slice key) {
        int link = descend(key);
        int common = link == KeyTrie.NONE ? -1 : trie.mismatch(link, key);
        if (common < 0) {
            return standAtEnd(link, key, false);
        }
        boolean isBefore = trie.byteBelow(link, common) < byteAt(key, common);
        int edge = climbTo(common, link);
        if (!isBefore) {
            newest = Versions.NONE;
            return 1;
        }
        descendToLast(edge);
        return -1;
    }

    /** Pushes the nodes that a key's bytes lead through. Returns the link at which they end. */
    private int descend(Slice key) {
        height = 0;
        int link = trie.root();
        while (link > 0) {
            int branch = trie.branch(link, key);
            int child = trie.child(link, branch);
            if (child == KeyTrie.NONE) {
                return link;
            }
            push(link, branch);
            link = child;
        }
        return link;
    }

    /** The descent ended at the key itself, or at the node that has no branch for it, or there is no key at all. */
    private int standAtEnd(int link, Slice key, boolean forward) {
        if (link > 0) {
            push(link, trie.branch(link, key));
            newest = Versions.NONE;
            return forward ? -1 : 1;
        }
        newest = -link;
        return link == KeyTrie.NONE ? forward ? 1 : -1 : 0;
    }

    private static int byteAt(Slice key, int at) {
        return at < key.length() ? key.array()[key.offset() + at] & 0xff : KeyTrie.END;
    }

    /** Pops the nodes that branch behind a depth. Returns the topmost of them, or the link below if there is none. */
    private int climbTo(int depth, int link) {
        int edge = link;
        while (height > 0 && trie.depth(nodes[height - 1]) > depth) {
            edge = nodes[--height];
        }
        return edge;
    }

    @Override
    public void next() {
        requireStanding();
        version = versions.older(version);
        if (version == Versions.NONE) {
            ascendToNext();
            version = newest;
        }
    }

    @Override
    public void previous() {
        requireStanding();
        version = versions.newer(version, newest);
        if (version == Versions.NONE) {
            ascendToPrevious();
            standOnOldest();
        }
    }

    private void standOnOldest() {
        version = newest == Versions.NONE ? Versions.NONE : versions.oldest(newest);
    }

    /** To the first key behind the last way taken. */
    private void ascendToNext() {
        newest = Versions.NONE;
        while (height > 0) {
            int node = nodes[height - 1];
            int branch = trie.branchAfter(node, branches[height - 1]);
            if (branch <= 0xff) {
                branches[height - 1] = branch;
                descendToFirst(trie.child(node, branch));
                return;
            }
            height--;
        }
    }

    private void ascendToPrevious() {
        newest = Versions.NONE;
        while (height > 0) {
            int node = nodes[height - 1];
            int branch = trie.branchBefore(node, branches[height - 1]);
            if (branch >= KeyTrie.END) {
                branches[height - 1] = branch;
                descendToLast(trie.child(node, branch));
                return;
            }
            height--;
        }
    }

    private void descendToFirst(int from) {
        int link = from;
        while (link > 0) {
            if (readsAhead) {
                ahead += trie.fetchBelow(link);
            }
            int branch = trie.firstBranch(link);
            push(link, branch);
            link = trie.child(link, branch);
        }
        newest = -link;
    }

    private void descendToLast(int from) {
        int link = from;
        while (link > 0) {
            int branch = trie.branchBefore(link, 0x100);
            push(link, branch);
            link = trie.child(link, branch);
        }
        newest = -link;
    }

    private void push(int node, int branch) {
        if (height == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * height);
            branches = Arrays.copyOf(branches, 2 * height);
        }
        nodes[height] = node;
        branches[height++] = branch;
    }

    private void requireStanding() {
        if (version == Versions.NONE) {
            throw new AssertionError("the iterator stands nowhere");
        }
    }

    @Override
    public Slice key() {
        requireStanding();
        return versions.key(version);
    }

    @Override
    public long sequence() {
        requireStanding();
        return versions.stamp(version) >>> 1;
    }

    @Override
    public EntryKind kind() {
        requireStanding();
        return EntryKind.of((int) versions.stamp(version) & 1);
    }

    @Override
    public Slice value() {
        requireStanding();
        return versions.value(version);
    }

    @Override
    public void close() {
        version = Versions.NONE;
    }
}
