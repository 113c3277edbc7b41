package dev.dolmen.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file read through mapped memory: no system call, no copy, no interrupt.
 *
 * <p>A mapping holds less than 2 GiB, so a larger file gets several. They start every 1 GiB and overlap, so that any part
 * of less than 1 GiB lies in one of them whole.
 *
 * <p>Where the disk cannot read a page, the JVM throws an {@link InternalError} from the access itself.
 * {@link #readFully} turns it into an {@link IOException}; users of views meet it as it is. The same would happen to
 * whoever reads a part of the file that was cut off after it was opened.
 */
final class MappedFile implements RandomReadFile {

    private static final int STRIDE_BITS = 30;
    private static final long STRIDE_BYTES = 1L << STRIDE_BITS;

    private final Path path;
    private final long size;
    private final Mapping[] mappings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MappedFile(Path path, long size, Mapping[] mappings) {
        this.path = path;
        this.size = size;
        this.mappings = mappings;
    }

    static MappedFile open(Path path) throws IOException {
        return Uninterrupted.retry(() -> {
            // The mappings stay when the channel is closed.
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long size = channel.size();
                int count = Math.toIntExact((size + STRIDE_BYTES - 1) >>> STRIDE_BITS);
                Mapping[] mappings = new Mapping[count];
                int mapped = 0;
                try {
                    for (; mapped < count; mapped++) {
                        long start = mapped * STRIDE_BYTES;
                        mappings[mapped] = Mapping.of(
                                channel, MapMode.READ_ONLY, start, Math.min(size - start, Mapping.MAX_BYTES));
                    }
                } finally {
                    if (mapped < count) {
                        unmap(mappings, mapped);
                    }
                }
                return new MappedFile(path, size, mappings);
            }
        });
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isMapped() {
        return true;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        checkRange(position, length);
        try {
            int done = 0;
            while (done < length) {
                long at = position + done;
                int part = (int) Math.min(length - done, STRIDE_BYTES - inMapping(at));
                mapping(at).get(inMapping(at), target, offset + done, part);
                done += part;
            }
        } catch (InternalError e) {
            throw new IOException(path + ": cannot read " + length + " bytes at " + position, e);
        }
    }

    @Override
    public ByteBuffer view(long position, int length) throws IOException {
        checkRange(position, length);
        ByteBuffer view;
        if (length == 0) {
            view = ByteBuffer.allocate(0).asReadOnlyBuffer();
        } else if (length <= mapping(position).capacity() - inMapping(position)) {
            view = mapping(position).slice(inMapping(position), length);
        } else {
            byte[] copy = new byte[length];
            readFully(position, copy, 0, length);
            view = ByteBuffer.wrap(copy).asReadOnlyBuffer();
        }
        return view.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer mapping(long position) {
        return mappings[(int) (position >>> STRIDE_BITS)].buffer();
    }

    private static int inMapping(long position) {
        return (int) (position & (STRIDE_BYTES - 1));
    }

    private void checkRange(long position, int length) throws IOException {
        if (closed.get()) {
            throw new IOException(path + " is closed");
        }
        if (length < 0) {
            throw new IndexOutOfBoundsException(length);
        }
        if (position < 0 || position > size - length) {
            throw new EOFException(path + " has " + size + " bytes: cannot read " + length + " at " + position);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            unmap(mappings, mappings.length);
        }
    }

    private static void unmap(Mapping[] mappings, int count) {
        for (int i = 0; i < count; i++) {
            mappings[i].unmap();
        }
    }
}
