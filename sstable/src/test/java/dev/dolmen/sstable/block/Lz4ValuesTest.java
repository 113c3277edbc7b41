package dev.dolmen.sstable.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Lz4ValuesTest {

    private static final int VALUES = 16;

    private final Random random = new Random(7);
    private final Lz4Values values = new Lz4Values();
    private final int[] ends = new int[VALUES];

    /** Encodes a block of rows with these names, and returns the share that is left. */
    private double block(String... names) {
        Bytes raw = new Bytes();
        for (int i = 0; i < VALUES; i++) {
            for (String name : names) {
                byte[] text = (name + "=" + random.nextInt(100) + ";").getBytes(StandardCharsets.US_ASCII);
                raw.add(text, 0, text.length);
            }
            ends[i] = raw.length();
        }
        int before = raw.length();
        return values.encode(raw, ends, VALUES).length() / (double) before;
    }

    @Test
    void otherDataGetsADictionaryOfItsOwn() {
        for (int i = 0; i < 100; i++) {
            assertThat(block("department", "salary-per-year", "position")).isLessThan(0.65);
            assertThat(values.dictionary()).isEqualTo(1);
        }
        double worst = 0;
        for (int i = 0; i < 10; i++) {
            worst = Math.max(worst, block("latitude", "longitude", "temperature"));
        }
        assertThat(worst).isGreaterThan(0.7);
        assertThat(values.dictionary()).isEqualTo(2);
        assertThat(block("latitude", "longitude", "temperature")).isLessThan(0.65);
        assertThat(values.dictionaries()).hasSize(2);
    }

    @Test
    void muchDataGetsALongDictionary() {
        for (int i = 0; values.dictionaries().size() < 2; i++) {
            block("department", "salary-per-year", "position");
            assertThat(i).isLessThan(2000);
        }
        assertThat(values.dictionaries().get(1).length())
                .isGreaterThan(4 * values.dictionaries().get(0).length());
        for (int i = 0; i < 2000; i++) {
            block("department", "salary-per-year", "position");
        }
        assertThat(values.dictionaries()).hasSize(2);
    }

    /** As after a merge has brought so many, and the one in use has been given up. */
    @Test
    void valuesAreStoredAsTheyAreOnceNumbersOfDictionariesHaveRunOut() {
        List<Lz4Dictionary> all = new ArrayList<>();
        while (all.size() < Lz4Values.MOST_DICTIONARIES) {
            all.add(new Lz4Dictionary(new byte[10], 0, 10));
        }
        Lz4Values full = new Lz4Values(all, (values, ends, count, current) -> null);
        Bytes raw = new Bytes();
        byte[] text = "department=7;".repeat(100).getBytes(StandardCharsets.US_ASCII);
        raw.add(text, 0, text.length);
        ends[0] = text.length;
        assertThat(full.encode(raw, ends, 1).toByteArray()).isEqualTo(text);
        assertThat(full.dictionary()).isEqualTo(BlockView.NO_DICTIONARY);
        assertThat(full.dictionaries()).hasSize(Lz4Values.MOST_DICTIONARIES);
    }

    @Test
    void noiseIsStoredAsItIs() {
        byte[] noise = new byte[4000];
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(noise);
            Bytes raw = new Bytes();
            raw.add(noise, 0, noise.length);
            ends[0] = noise.length;
            Bytes stored = values.encode(raw, ends, 1);
            if (values.dictionary() == BlockView.NO_DICTIONARY) {
                assertThat(stored.toByteArray()).isEqualTo(noise);
                assertThat(ends[0]).isEqualTo(noise.length);
            }
        }
        assertThat(values.dictionaries()).as("for no reason").hasSizeLessThanOrEqualTo(2);
    }
}
