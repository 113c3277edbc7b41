package dev.dolmen.sstable;

import dev.dolmen.io.*;
import java.io.*;
import java.nio.file.Path;
import java.util.*;

/** Stand-in. */
public final class TableWriter implements Closeable {
    private final FileSystem fs;
    private final Path file;
    private final long number;
    private final WritableFile out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);
    private final List<RangeTombstone> rts = new ArrayList<>();
    private long n, t, keys, values, lo = Long.MAX_VALUE, hi;
    private Slice first, last;
    private long lastSeq;
    private boolean done;

    public TableWriter(FileSystem fs, Path file, long number, TableOptions options) throws IOException {
        this.fs = fs;
        this.file = file;
        this.number = number;
        out = fs.create(file);
    }

    public void add(Slice key, long sequence, EntryKind kind, Slice value) throws IOException {
        if (last != null) {
            int c = last.compareTo(key);
            if (c > 0 || c == 0 && lastSeq <= sequence) throw new AssertionError("order");
        }
        data.writeInt(key.length());
        data.write(key.array(), key.offset(), key.length());
        data.writeLong(sequence);
        data.writeByte(kind.id());
        data.writeInt(value.length());
        data.write(value.array(), value.offset(), value.length());
        n++;
        if (kind == EntryKind.TOMBSTONE) t++;
        keys += key.length();
        values += value.length();
        lo = Math.min(lo, sequence);
        hi = Math.max(hi, sequence);
        last = new Slice(key.toByteArray());
        lastSeq = sequence;
        if (first == null) first = last;
    }

    public void addRangeTombstone(RangeTombstone r) {
        rts.add(r);
    }

    public long estimatedBytes() {
        return bytes.size();
    }

    public long entryCount() {
        return n;
    }

    public TableProperties finish() throws IOException {
        boolean ex = false;
        Slice large = last;
        for (RangeTombstone r : rts) {
            lo = Math.min(lo, r.sequence());
            hi = Math.max(hi, r.sequence());
            if (first == null || r.start().compareTo(first) < 0) first = r.start();
            if (large == null || r.end().compareTo(large) > 0) {
                large = r.end();
                ex = true;
            }
        }
        int dataLength = bytes.size();
        for (RangeTombstone r : rts) {
            data.writeInt(r.start().length());
            data.write(r.start().toByteArray());
            data.writeInt(r.end().length());
            data.write(r.end().toByteArray());
            data.writeLong(r.sequence());
        }
        data.writeInt(dataLength);
        data.writeInt(rts.size());
        data.writeLong(n);
        data.writeLong(number);
        byte[] all = bytes.toByteArray();
        data.writeInt(Crc32c.of(all, 0, all.length));
        all = bytes.toByteArray();
        for (int i = 0; i < all.length; i += 4096) out.write(i, all, i, Math.min(4096, all.length - i));
        out.sync();
        out.close();
        done = true;
        return new TableProperties(number, all.length, n, t, rts.size(), keys, values, first, large, ex, lo, hi);
    }

    @Override
    public void close() throws IOException {
        if (!done) {
            done = true;
            out.close();
            fs.delete(file);
        }
    }
}
