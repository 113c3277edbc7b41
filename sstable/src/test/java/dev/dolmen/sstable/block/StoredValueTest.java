package dev.dolmen.sstable.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.sstable.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredValueTest {

    private static final int STORED_BYTES = 9 << 20;

    /** From a mapped file a value is copied before it is decoded. */
    @Test
    void theMemoryOfLargeValuesIsNotKept() {
        StoredValue value = new StoredValue();
        for (int bytes : new int[] {100, 400_000}) {
            value.open(ByteBuffer.allocateDirect(bytes), 0, bytes);
            assertThat(value.keptBytes()).isGreaterThanOrEqualTo(bytes);
            int before = value.keptBytes();
            value.clear();
            assertThat(value.keptBytes()).isEqualTo(bytes > StoredValue.MOST_KEPT_BYTES ? 0 : before);
        }
    }

    /** LZ4 could give so much of that many bytes; no value is so long, and no array has room for some of it. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 28) + 1, Integer.MAX_VALUE, 1L << 31, (1L << 31) + 5, (1L << 32) + 7, (1L << 35) - 1})
    void aLengthBeyondThatOfAnyValueIsDamage(long length) {
        Bytes stored = new Bytes();
        stored.addVarint(length);
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(stored.array(), STORED_BYTES));
        assertThat(new StoredValue().open(bytes, 0, STORED_BYTES)).isEqualTo(StoredValue.DAMAGED);
    }
}
