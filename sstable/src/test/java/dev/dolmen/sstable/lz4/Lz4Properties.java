package dev.dolmen.sstable.lz4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our LZ4 against itself, against the library that everybody uses, and against damaged bytes. */
class Lz4Properties {

    private static final Lz4Dictionary NOTHING = new Lz4Dictionary(new byte[0], 0, 0);

    /** Noise, runs of one byte, repeated words and pieces of what came before: whatever makes matches of all kinds. */
    private static byte[] text(Random random, byte[] model, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            int run = Math.min(length - i, 1 + random.nextInt(random.nextInt(8) == 0 ? 700 : 30));
            int kind = random.nextInt(4);
            for (int end = i + run, from = i; i < end; i++) {
                bytes[i] = switch (kind) {
                    case 0 -> (byte) random.nextInt();
                    case 1 -> (byte) run;
                    case 2 -> model.length == 0 ? 7 : model[(i * 7 / 8 + run) % model.length];
                    default -> from == 0 ? 5 : bytes[i % from];
                };
            }
        }
        return bytes;
    }

    private static Lz4Dictionary dictionary(Random random, byte[] content) {
        int length = random.nextInt(Math.min(content.length, Lz4Dictionary.MOST_BYTES) + 1);
        return new Lz4Dictionary(content, content.length - length, length);
    }

    private static byte[] encode(Lz4Encoder encoder, byte[] raw, Random random) {
        int before = random.nextInt(10);
        byte[] source = new byte[before + raw.length];
        System.arraycopy(raw, 0, source, before, raw.length);
        byte[] target = new byte[before + Lz4Encoder.mostBytes(raw.length)];
        int length = encoder.encode(source, before, raw.length, target, before, Integer.MAX_VALUE);
        return Arrays.copyOfRange(target, before, before + length);
    }

    @Property(tries = 300)
    void decodesWhatWasEncoded(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] model = text(random, new byte[0], random.nextInt(6000));
        Lz4Encoder encoder = new Lz4Encoder(dictionary(random, model));
        for (int run = 0; run < 20; run++) {
            byte[] raw = text(random, model, random.nextInt(random.nextInt(20) == 0 ? 200_000 : 400));
            byte[] encoded = encode(encoder, raw, random);
            int before = random.nextInt(3) == 0 ? random.nextInt(300) : 0;
            int slack = random.nextInt(2) * random.nextInt(2 * Lz4Decoder.TARGET_SLACK_BYTES);
            byte[] source = Arrays.copyOf(encoded, encoded.length + random.nextInt(2 * Lz4Decoder.SOURCE_SLACK_BYTES));
            byte[] target = new byte[before + raw.length + slack];
            Arrays.fill(target, (byte) 0x77);
            byte[] untouched = target.clone();
            assertThat(Lz4Decoder.decode(source, 0, encoded.length, encoder.dictionary(), target, before, raw.length))
                    .isEqualTo(raw.length);
            assertThat(Arrays.copyOfRange(target, before, before + raw.length)).isEqualTo(raw);
            assertThat(Arrays.copyOf(target, before)).isEqualTo(Arrays.copyOf(untouched, before));
            int farthest = before + raw.length + Lz4Decoder.TARGET_SLACK_BYTES;
            if (farthest < target.length) {
                assertThat(Arrays.copyOfRange(target, farthest, target.length))
                        .isEqualTo(Arrays.copyOfRange(untouched, farthest, target.length));
            }
        }
    }

    /** Without a dictionary, for the library's form in Java has none. */
    @Property(tries = 300)
    void speaksTheFormatOfTheLibrary(@ForAll long seed) {
        Random random = new Random(seed);
        LZ4Factory library = LZ4Factory.safeInstance();
        Lz4Encoder encoder = new Lz4Encoder(NOTHING);
        byte[] raw = text(random, new byte[0], random.nextInt(random.nextInt(20) == 0 ? 200_000 : 3000));
        byte[] ours = encode(encoder, raw, random);
        assertThat(library.safeDecompressor().decompress(ours, raw.length)).isEqualTo(raw);
        byte[] theirs = library.fastCompressor().compress(raw);
        byte[] target = new byte[raw.length];
        assertThat(Lz4Decoder.decode(theirs, 0, theirs.length, NOTHING, target, 0, raw.length))
                .isEqualTo(raw.length);
        assertThat(target).isEqualTo(raw);
        byte[] source = Arrays.copyOf(theirs, theirs.length + Lz4Decoder.SOURCE_SLACK_BYTES);
        byte[] roomy = new byte[raw.length + Lz4Decoder.TARGET_SLACK_BYTES];
        assertThat(Lz4Decoder.decode(source, 0, theirs.length, NOTHING, roomy, 0, raw.length))
                .isEqualTo(raw.length);
        assertThat(Arrays.copyOf(roomy, raw.length)).isEqualTo(raw);
    }

    /** Whatever the bytes are: no exception, and nothing outside the range that is read. */
    @Property(tries = 2000)
    void survivesDamage(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] model = text(random, new byte[0], random.nextInt(600));
        Lz4Encoder encoder = new Lz4Encoder(dictionary(random, model));
        byte[] raw = text(random, model, random.nextInt(random.nextInt(10) == 0 ? 20_000 : 500));
        byte[] encoded = encode(encoder, raw, random);
        for (int run = 0; run < 50; run++) {
            byte[] damaged = encoded.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int from = random.nextInt(3) == 0 ? random.nextInt(damaged.length) : 0;
            int to = random.nextInt(3) == 0 ? from + random.nextInt(damaged.length - from + 1) : damaged.length;
            int length = random.nextInt(3) == 0 ? random.nextInt(2 * raw.length + 1) : raw.length;
            byte[] target = new byte[length];
            int result = Lz4Decoder.decode(damaged, from, to, encoder.dictionary(), target, 0, length);
            assertThat(result).isIn(length, Lz4Decoder.DAMAGED);
            // What is outside of the range makes no difference, be there room to read and write too far or not.
            byte[] elsewhere = new byte[to + random.nextInt(2 * Lz4Decoder.SOURCE_SLACK_BYTES)];
            Arrays.fill(elsewhere, (byte) random.nextInt());
            System.arraycopy(damaged, from, elsewhere, from, to - from);
            int at = random.nextInt(2) * random.nextInt(100);
            byte[] again = new byte[at + length + random.nextInt(2 * Lz4Decoder.TARGET_SLACK_BYTES)];
            Arrays.fill(again, (byte) 0x55);
            byte[] untouched = again.clone();
            assertThat(Lz4Decoder.decode(elsewhere, from, to, encoder.dictionary(), again, at, length))
                    .isEqualTo(result);
            assertThat(Arrays.copyOf(again, at)).isEqualTo(Arrays.copyOf(untouched, at));
            if (result == length) {
                assertThat(Arrays.copyOfRange(again, at, at + length)).isEqualTo(target);
            }
        }
    }

    /** With room to read and write too far, which the quick way through the decoder needs. */
    @Property(tries = 200)
    void survivesNoiseInRoom(@ForAll long seed) {
        Random random = new Random(seed);
        Lz4Dictionary dictionary = dictionary(random, text(random, new byte[0], 100));
        for (int run = 0; run < 500; run++) {
            byte[] noise = new byte[random.nextInt(60) + Lz4Decoder.SOURCE_SLACK_BYTES];
            random.nextBytes(noise);
            int to = noise.length - Lz4Decoder.SOURCE_SLACK_BYTES;
            for (int i = 0; i < to; i++) {
                // Few literals and near matches, so that some sequences are valid.
                noise[i] = (byte) (noise[i] & (random.nextInt(3) == 0 ? 0xff : 0x1f));
            }
            // Long runs are decoded in another way, and noise may end in a match that is as long as that.
            int length = random.nextInt(random.nextInt(4) == 0 ? 6000 : 100);
            byte[] target = new byte[length + Lz4Decoder.TARGET_SLACK_BYTES];
            byte[] tight = new byte[length];
            int result = Lz4Decoder.decode(noise, 0, to, dictionary, target, 0, length);
            assertThat(Lz4Decoder.decode(noise, 0, to, dictionary, tight, 0, length))
                    .isEqualTo(result);
            if (result == length) {
                assertThat(Arrays.copyOf(target, length)).isEqualTo(tight);
            }
        }
    }

    @Property(tries = 200)
    void survivesNoise(@ForAll long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            int length = random.nextInt(300);
            assertThat(Lz4Decoder.decode(noise, 0, noise.length, NOTHING, new byte[length], 0, length))
                    .isIn(length, Lz4Decoder.DAMAGED);
        }
    }
}
