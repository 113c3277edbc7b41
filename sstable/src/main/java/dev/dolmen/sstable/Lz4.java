package dev.dolmen.sstable;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The LZ4 block format, by the library's pure Java form: no native code and no {@code Unsafe}, every access checked, and
 * the same bytes on every machine, which golden files hold us to. Here it is as fast as the form with {@code Unsafe}.
 */
final class Lz4 {

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    private Lz4() {}

    static int maxCompressedLength(int length) {
        return COMPRESSOR.maxCompressedLength(length);
    }

    /** @return the compressed length; requires: the target has room for {@link #maxCompressedLength} */
    static int compress(byte[] source, int length, byte[] target) {
        return COMPRESSOR.compress(source, 0, length, target, 0, target.length);
    }

    /** Fills the target. @return the bytes it came to, or -1 when the source is not LZ4 or gives more */
    static int decompress(byte[] source, int length, byte[] target) {
        try {
            return DECOMPRESSOR.decompress(source, 0, length, target, 0, target.length);
        } catch (LZ4Exception damaged) {
            Arrays.fill(target, (byte) 0);
            return -1;
        }
    }
}
