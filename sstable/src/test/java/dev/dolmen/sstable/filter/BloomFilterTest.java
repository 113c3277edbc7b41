package dev.dolmen.sstable.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BloomFilterTest {

    private static Slice key(int number) {
        return new Slice(
                ByteBuffer.allocate(25).put("user#".getBytes()).putInt(number).array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000, 300_000})
    void takesLessThanOneInAHundredForAMember(int keys) {
        BloomFilter.Builder builder = new BloomFilter.Builder(10);
        for (int i = 0; i < keys; i++) {
            builder.add(KeyHash.of(key(i)));
        }
        byte[] bytes = builder.build();
        assertThat(bytes.length * 8L).isLessThanOrEqualTo(10L * keys + 512);
        BloomFilter filter = new BloomFilter(ByteBuffer.wrap(bytes), 0, bytes.length);
        for (int i = 0; i < keys; i++) {
            assertThat(filter.mayContain(KeyHash.of(key(i)))).isTrue();
        }
        int absent = 1_000_000;
        int taken = 0;
        for (int i = 0; i < absent; i++) {
            taken += filter.mayContain(KeyHash.of(key(keys + i))) ? 1 : 0;
        }
        assertThat(taken / (double) absent).isLessThan(0.01);
    }

    @Test
    void hashesDependOnContentAndLengthOnly() {
        byte[] bytes = new byte[100];
        assertThat(KeyHash.of(new Slice(bytes, 3, 17))).isEqualTo(KeyHash.of(new Slice(bytes, 50, 17)));
        assertThat(KeyHash.of(new Slice(bytes, 0, 7))).isNotEqualTo(KeyHash.of(new Slice(bytes, 0, 8)));
        assertThat(KeyHash.of(Slice.EMPTY)).isNotEqualTo(KeyHash.of(new Slice(bytes, 0, 1)));
    }
}
