package dev.dolmen.testkit;

import java.util.Arrays;
import java.util.Objects;

/**
 * Damages a file on a simulated disk behind the back of whoever wrote it, as a faulty medium does: readers see it at
 * once, and it survives a power failure. Offsets and lengths are in bytes and must lie in the file.
 */
public final class FileDamage {

    private final SimulatedDisk disk;
    private final SimulatedFile file;

    FileDamage(SimulatedDisk disk, SimulatedFile file) {
        this.disk = disk;
        this.file = file;
    }

    /** @param bit from 0, the lowest, to 7 */
    public void flipBit(long offset, int bit) {
        byte[] content = content();
        content[checked(offset, 1, content)] ^= (byte) (1 << Objects.checkIndex(bit, Byte.SIZE));
        replace(content);
    }

    public void zero(long offset, int length) {
        byte[] content = content();
        int from = checked(offset, length, content);
        Arrays.fill(content, from, from + length, (byte) 0);
        replace(content);
    }

    /** Exchanges two parts that do not overlap, such as two misdirected blocks. */
    public void swap(long first, long second, int length) {
        byte[] content = content();
        int a = checked(first, length, content);
        int b = checked(second, length, content);
        byte[] moved = Arrays.copyOfRange(content, a, a + length);
        System.arraycopy(content, b, content, a, length);
        System.arraycopy(moved, 0, content, b, length);
        replace(content);
    }

    /** Puts the bytes at the offset, which may be the file's end and may make it longer. */
    public void overwrite(long offset, byte[] bytes) {
        byte[] content = content();
        int from = checked(offset, 0, content);
        byte[] damaged = Arrays.copyOf(content, Math.max(content.length, from + bytes.length));
        System.arraycopy(bytes, 0, damaged, from, bytes.length);
        replace(damaged);
    }

    /** Cuts the file to the size. */
    public void truncate(long size) {
        byte[] content = content();
        replace(Arrays.copyOf(content, checked(size, 0, content)));
    }

    private byte[] content() {
        synchronized (disk) {
            byte[] content = new byte[Math.toIntExact(file.length())];
            file.read(0, content, 0, content.length);
            return content;
        }
    }

    private void replace(byte[] content) {
        synchronized (disk) {
            file.replace(content);
        }
    }

    private static int checked(long offset, int length, byte[] content) {
        return (int) Objects.checkFromIndexSize(offset, length, (long) content.length);
    }
}
