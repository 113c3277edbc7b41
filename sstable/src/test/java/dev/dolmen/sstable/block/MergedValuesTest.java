package dev.dolmen.sstable.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import dev.dolmen.sstable.lz4.Lz4Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedValuesTest {

    private static final byte[] COMMON = ascii("department=;salary-per-year=;position=;");
    private static final byte[] VALUE = ascii("department=engineering;salary-per-year=1;position=founder;");

    private final MergedValues merged = new MergedValues(List.of());
    private final BlockValues block = new BlockValues();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Lz4Dictionary dictionary(byte[] bytes) {
        return new Lz4Dictionary(bytes, 0, bytes.length);
    }

    /** A value that makes no use of its dictionary, so that it would be shorter if it were encoded again. */
    private static byte[] storedAtLength() {
        Bytes stored = new Bytes();
        byte[] nothingInCommon = new byte[COMMON.length];
        Lz4Values.encodeValue(new Lz4Encoder(dictionary(nothingInCommon)), VALUE, 0, VALUE.length, stored);
        return Arrays.copyOf(stored.array(), stored.length());
    }

    private void add(String table, Lz4Dictionary dictionary) {
        byte[] stored = storedAtLength();
        block.add(stored, 0, stored.length, VALUE.length, new ValueOrigin(dictionary, Path.of(table), 0));
    }

    private byte[] encoded() throws Exception {
        Bytes encoded = merged.encode(block);
        return Arrays.copyOf(encoded.array(), encoded.length());
    }

    @Test
    void carriesValuesOfTablesThatEachHaveTheirCopyOfADictionary() throws Exception {
        Lz4Dictionary copy = dictionary(COMMON);
        Lz4Dictionary another = dictionary(COMMON);
        add("1.table", copy);
        add("2.table", another);
        add("1.table", copy);

        byte[] stored = storedAtLength();
        Bytes asTheyCame = new Bytes();
        for (int i = 0; i < 3; i++) {
            asTheyCame.add(stored, 0, stored.length);
        }
        assertThat(encoded()).isEqualTo(Arrays.copyOf(asTheyCame.array(), asTheyCame.length()));
        assertThat(merged.dictionaries()).hasSize(1);
    }

    @Test
    void encodesAnewWhatNeedsAnotherDictionaryThanMostOfTheBlock() throws Exception {
        Lz4Dictionary common = dictionary(COMMON);
        add("1.table", common);
        add("2.table", dictionary(ascii("latitude=;longitude=;temperature=;humi;")));
        add("1.table", common);

        assertThat(encoded()).hasSizeLessThan(3 * storedAtLength().length);
        assertThat(merged.dictionaries()).containsExactly(common);
    }
}
