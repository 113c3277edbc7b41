package dev.dolmen.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is mapped for writing. Another thread maps it: an interrupt of the caller's would close the file's
 * channel. Nobody waits for that thread, or for one to be started, which takes up to a tenth of a second on a busy machine;
 * until it is done writes go on by calls, to the same pages.
 */
final class MappedPart implements Runnable {

    private static final long IDLE_SECONDS = 10;

    /** One thread for all files, which ends when there has been nothing to map for a while. */
    private static final ThreadPoolExecutor MAPPER = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), MappedPart::daemon);

    static {
        MAPPER.allowCoreThreadTimeOut(true);
    }

    private final FileChannel channel;
    private final long start;
    private final int length;
    private @Nullable Mapping mapping; // guarded by this
    private boolean givenUp; // guarded by this
    private volatile @Nullable ByteBuffer memory;

    /** Maps nothing before it is run. The channel may be closed meanwhile; then nothing is mapped. */
    MappedPart(FileChannel channel, long start, int length) {
        this.channel = channel;
        this.start = start;
        this.length = length;
    }

    static MappedPart inBackground(FileChannel channel, long start, int length) {
        MappedPart part = new MappedPart(channel, start, length);
        try {
            MAPPER.execute(part);
        } catch (OutOfMemoryError noThread) {
            part.giveUp(); // The system has no thread to spare at present: write calls will do.
        }
        return part;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "dolmen-map");
        thread.setDaemon(true);
        return thread;
    }

    /** Nobody gives the part up meanwhile, lest a file that is cut then grows again: mapping makes it as long as need be. */
    @Override
    public synchronized void run() {
        if (givenUp) {
            return;
        }
        try {
            Mapping mapped = Mapping.of(channel, FileChannel.MapMode.READ_WRITE, start, length);
            mapping = mapped;
            memory = mapped.buffer();
        } catch (IOException e) {
            memory = null; // Not every file system can map a file for writing: write calls will do.
        }
    }

    /**
     * Writes the bytes if they lie within the part and it has been mapped by now.
     *
     * @return whether it did
     * @throws IOException when the disk failed
     */
    boolean write(long position, byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer buffer = memory;
        if (buffer == null || position < start || position + count > start + length) {
            return false;
        }
        try {
            buffer.put((int) (position - start), bytes, offset, count);
            return true;
        } catch (InternalError e) {
            throw new IOException(e);
        }
    }

    /** Unmaps the part, or keeps it from being mapped. Requires: nobody writes to it any more. */
    synchronized void giveUp() {
        givenUp = true;
        memory = null;
        Mapping mapped = mapping;
        if (mapped != null) {
            mapping = null;
            mapped.unmap();
        }
    }
}
