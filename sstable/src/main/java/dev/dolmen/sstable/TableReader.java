package dev.dolmen.sstable;

import dev.dolmen.io.*;
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.*;

/** Stand-in. */
public final class TableReader implements Closeable {
    private record E(Slice key, long seq, EntryKind kind, Slice value) {}

    private final List<E> es = new ArrayList<>();
    private final List<RangeTombstone> rts = new ArrayList<>();
    private TableProperties props;
    private final FileSystem fs;
    private final Path path;
    private final long number;

    private TableReader(FileSystem fs, Path path, long number) {
        this.fs = fs;
        this.path = path;
        this.number = number;
    }

    public static TableReader open(FileSystem fs, Path path, long number, BlockCache cache) throws IOException {
        TableReader r = new TableReader(fs, path, number);
        r.load();
        return r;
    }

    private void load() throws IOException {
        es.clear();
        rts.clear();
        byte[] b;
        try (RandomReadFile f = fs.openForReading(path)) {
            b = new byte[(int) f.size()];
            f.readFully(0, b, 0, b.length);
        }
        if (b.length < 28) throw new CorruptFileException(path, 0, "length", 28, b.length);
        ByteBuffer d = ByteBuffer.wrap(b);
        int crc = d.getInt(b.length - 4);
        if (crc != Crc32c.of(b, 0, b.length - 4)) throw new CorruptFileException(path, 0, "crc", crc, 0);
        int dataLength = d.getInt(b.length - 28), rn = d.getInt(b.length - 24);
        if (d.getLong(b.length - 12) != number) throw new CorruptFileException(path, 0, "number", number, 0);
        long t = 0, lo = Long.MAX_VALUE, hi = 0, keys = 0, values = 0;
        while (d.position() < dataLength) {
            Slice k = s(d);
            long q = d.getLong();
            EntryKind kind = EntryKind.of(d.get());
            Slice v = s(d);
            es.add(new E(k, q, kind, v));
            if (kind == EntryKind.TOMBSTONE) t++;
            lo = Math.min(lo, q);
            hi = Math.max(hi, q);
            keys += k.length();
            values += v.length();
        }
        Slice first = es.isEmpty() ? null : es.get(0).key, large = es.isEmpty() ? null : es.get(es.size() - 1).key;
        boolean ex = false;
        for (int i = 0; i < rn; i++) {
            RangeTombstone r = new RangeTombstone(s(d), s(d), d.getLong());
            rts.add(r);
            lo = Math.min(lo, r.sequence());
            hi = Math.max(hi, r.sequence());
            if (first == null || r.start().compareTo(first) < 0) first = r.start();
            if (large == null || r.end().compareTo(large) > 0) {
                large = r.end();
                ex = true;
            }
        }
        props = new TableProperties(number, b.length, es.size(), t, rn, keys, values, first, large, ex, lo, hi);
    }

    private static Slice s(ByteBuffer d) {
        int n = d.getInt();
        Slice s = new Slice(d.array(), d.position(), n);
        d.position(d.position() + n);
        return s;
    }

    public TableProperties properties() {
        return props;
    }

    public List<RangeTombstone> rangeTombstones() {
        return rts;
    }

    public void verify() throws IOException {
        open(fs, path, number, new BlockCache(0));
    }

    private int find(Slice key, long seq) {
        int lo = 0, hi = es.size();
        while (lo < hi) {
            int m = (lo + hi) >>> 1;
            int c = es.get(m).key.compareTo(key);
            if (c < 0 || c == 0 && es.get(m).seq > seq) lo = m + 1;
            else hi = m;
        }
        return lo;
    }

    public boolean get(Slice key, long max, PointResult into) throws IOException {
        int i = find(key, max);
        if (i == es.size() || !es.get(i).key.equals(key)) return false;
        into.set(es.get(i).seq, es.get(i).kind, es.get(i).value);
        return true;
    }

    public EntryIterator iterator() {
        return new EntryIterator() {
            int i = -1;

            public boolean isValid() {
                return i >= 0 && i < es.size();
            }

            public void seekToFirst() {
                i = 0;
            }

            public void seekToLast() {
                i = es.size() - 1;
            }

            public void seek(Slice k, long q) {
                i = find(k, q);
            }

            public void seekBefore(Slice k) {
                i = find(k, Long.MAX_VALUE) - 1;
            }

            public void next() {
                c();
                i++;
            }

            public void previous() {
                c();
                i--;
            }

            void c() {
                if (!isValid()) throw new AssertionError("nowhere");
            }

            public Slice key() {
                return new Slice(es.get(i).key.toByteArray());
            }

            public long sequence() {
                return es.get(i).seq;
            }

            public EntryKind kind() {
                return es.get(i).kind;
            }

            public Slice value() {
                return es.get(i).value;
            }

            public void close() {}
        };
    }

    @Override
    public void close() throws IOException {}
}
