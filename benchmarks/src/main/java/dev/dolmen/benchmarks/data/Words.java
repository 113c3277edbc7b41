package dev.dolmen.benchmarks.data;

import java.util.SplittableRandom;

/** Text that compresses about as natural language does: LZ4 halves blocks of items that contain it. */
final class Words {

    private static final String SYLLABLES =
            "ar ber co da en fa gu hel is ka lo mor ne ou pen quer ro sten ti va wen yd";
    private static final int WORDS = 600;

    private Words() {}

    /** The same text for the same length at any time. */
    static String text(int length) {
        SplittableRandom random = new SplittableRandom(42);
        String[] syllables = SYLLABLES.split(" ");
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int left = random.nextInt(1, 5); left > 0; left--) {
                word.append(syllables[random.nextInt(syllables.length)]);
            }
            words[i] = word.toString();
        }
        StringBuilder text = new StringBuilder(length + 20);
        while (text.length() < length) {
            text.append(words[random.nextInt(WORDS)]).append(' ');
        }
        return text.substring(0, length);
    }
}
