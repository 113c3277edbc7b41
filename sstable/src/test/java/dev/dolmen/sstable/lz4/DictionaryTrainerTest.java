package dev.dolmen.sstable.lz4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DictionaryTrainerTest {

    private static final int VALUE_BYTES = 200;
    private static final int TEXT_BYTES = 9000;

    private final Random random = new Random(11);
    private final byte[] text = noise(TEXT_BYTES);

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Noise with a piece from anywhere in the common text. */
    private byte[] value() {
        byte[] value = noise(VALUE_BYTES);
        System.arraycopy(text, random.nextInt(TEXT_BYTES - 100), value, random.nextInt(100), 100);
        return value;
    }

    private byte[] sample() {
        byte[] sample = new byte[DictionaryTrainer.SAMPLE_BYTES];
        for (int i = 0; i + VALUE_BYTES <= sample.length; i += VALUE_BYTES) {
            System.arraycopy(value(), 0, sample, i, VALUE_BYTES);
        }
        return sample;
    }

    private static byte[] content(Lz4Dictionary dictionary) {
        return Arrays.copyOf(dictionary.bytes(), dictionary.length());
    }

    private double encodedBytes(Lz4Dictionary dictionary) {
        Lz4Encoder encoder = new Lz4Encoder(dictionary);
        byte[] target = new byte[Lz4Encoder.mostBytes(VALUE_BYTES)];
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += encoder.encode(value(), 0, VALUE_BYTES, target, 0, Integer.MAX_VALUE);
        }
        return sum / 1000.0;
    }

    @Test
    void whatOccursOftenIsInTheDictionary() {
        byte[] sample = sample();
        Lz4Dictionary trained = DictionaryTrainer.train(sample, sample.length);
        assertThat(trained.length()).isLessThanOrEqualTo(Lz4Dictionary.MOST_BYTES);
        double plain = encodedBytes(new Lz4Dictionary(sample, 0, Lz4Dictionary.MOST_BYTES));
        // Pieces of the text are half of each value.
        assertThat(encodedBytes(trained)).isLessThan(VALUE_BYTES - 60).isLessThan(plain - 15);
    }

    /** What is seen once and never again is of no use, however much of it there is. */
    @Test
    void noiseIsNotInTheDictionary() {
        Set<Long> runs = new HashSet<>();
        for (int i = 0; i + Long.BYTES <= TEXT_BYTES; i++) {
            runs.add(Words.getLong(text, i));
        }
        byte[] sample = sample();
        Lz4Dictionary trained = DictionaryTrainer.train(sample, sample.length);
        // Its end is that of the sample as it is, noise and all; in front of that there is room for all of the text.
        int chosen = trained.length() - Lz4Dictionary.MOST_BYTES / 4;
        int useful = 0;
        for (int i = 0; i < chosen; i++) {
            useful += runs.remove(Words.getLong(trained.bytes(), i)) ? 1 : 0;
        }
        assertThat(useful).as("of %s bytes", chosen).isGreaterThan(chosen / 2);
        assertThat(runs).as("runs of the text that are not there").hasSizeLessThan(TEXT_BYTES / 4);
    }

    @Test
    void theSameSampleGivesTheSameDictionary() {
        byte[] sample = sample();
        assertThat(content(DictionaryTrainer.train(sample, sample.length)))
                .isEqualTo(content(DictionaryTrainer.train(sample.clone(), sample.length)));
    }

    @Test
    void aSmallSampleIsTheDictionary() {
        byte[] sample = noise(Lz4Dictionary.MOST_BYTES);
        for (int length : new int[] {0, 1, 100, sample.length}) {
            assertThat(content(DictionaryTrainer.train(sample, length))).isEqualTo(Arrays.copyOf(sample, length));
        }
        byte[] larger = noise(Lz4Dictionary.MOST_BYTES + 1);
        assertThat(DictionaryTrainer.train(larger, larger.length).length()).isBetween(1, Lz4Dictionary.MOST_BYTES);
    }
}
