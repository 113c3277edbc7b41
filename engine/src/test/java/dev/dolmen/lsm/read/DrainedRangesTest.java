package dev.dolmen.lsm.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainedRangesTest {

    private final AtomicLong lastNumbered = new AtomicLong(10);
    private final DrainedRanges ranges = new DrainedRanges(lastNumbered::get, 2);

    private static Slice key(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private void found(String start, String end, long sequence, long newest) {
        ranges.found(key(start), key(end), sequence, newest);
    }

    private void drain(String start, String end) {
        found(start, end, 10, 5);
        found(start, end, 10, 5);
        assertDrained(start, start, end);
    }

    private void assertDrained(String at, String start, String end) {
        DrainedRanges.Range range = ranges.at(key(at), Long.MAX_VALUE);
        assertThat(range).as("at " + at).isNotNull();
        assertThat(range.start()).isEqualTo(key(start));
        assertThat(range.end()).isEqualTo(key(end));
    }

    private void assertUnknown(String at) {
        assertThat(ranges.at(key(at), Long.MAX_VALUE)).as("at " + at).isNull();
    }

    @Test
    void onlyACursorThatSawEverythingNumberedBeforeTheListingConfirms() {
        found("a", "m", 9, 5);
        assertUnknown("b");
        found("a", "m", 9, 5);
        assertUnknown("b");
        found("a", "m", 10, 7);
        assertDrained("b", "a", "m");
        assertThat(ranges.at(key("b"), 10).newest()).isEqualTo(7);
    }

    @Test
    void aCursorOlderThanTheConfirmationPassesNothing() {
        drain("a", "m");
        assertThat(ranges.at(key("b"), 9)).isNull();
        assertThat(ranges.before(key("b"), 9)).isNull();
        assertThat(ranges.at(key("b"), 10)).isNotNull();
    }

    @Test
    void aWriteBetweenTheTwoLooksStopsTheConfirmation() {
        found("a", "m", 10, 5);
        lastNumbered.set(11);
        ranges.put(key("c"));
        found("a", "m", 10, 5);
        assertUnknown("b");
        found("a", "m", 10, 5);
        assertUnknown("b");
        found("a", "m", 11, 11);
        assertDrained("b", "a", "m");
    }

    @Test
    void aWriteTakesItsKeyOut() {
        drain("a", "m");
        ranges.put(key("f"));
        assertDrained("b", "a", "f");
        assertUnknown("f");
        assertDrained("f!", "f\0", "m");
        ranges.put(key("a"));
        assertUnknown("a");
        assertDrained("b", "a\0", "f");
        ranges.put(key("z"));
        assertDrained("b", "a\0", "f");
    }

    @Test
    void boundsAreWhereTheyAre() {
        drain("b", "m");
        assertUnknown("a");
        assertUnknown("m");
        assertThat(ranges.before(key("b"), 10)).isNull();
        assertThat(ranges.before(key("b!"), 10)).isNotNull();
        assertThat(ranges.before(key("m"), 10)).isNotNull();
        assertThat(ranges.before(key("m!"), 10)).isNull();
    }

    @Test
    void drainedRangesThatTouchBecomeOne() {
        drain("a", "c");
        drain("e", "g");
        found("c", "e", 10, 9);
        found("c", "e", 10, 9);
        assertDrained("f", "a", "g");
        assertThat(ranges.at(key("f"), 10).newest()).isEqualTo(9);
    }

    @Test
    void aRunOverADrainedRangeChangesNothing() {
        drain("c", "e");
        found("a", "g", 10, 9);
        found("a", "g", 10, 9);
        assertDrained("c", "c", "e");
        assertUnknown("b");
    }

    @Test
    void aCandidateThatFitsNoRunGivesWay() {
        found("a", "g", 10, 5);
        found("c", "k", 10, 5);
        found("c", "k", 10, 5);
        assertDrained("d", "c", "k");
        assertUnknown("b");
    }

    @Test
    void theListStaysShortAndKeepsWhatIsUsed() {
        drain("!", "#");
        for (int i = 0; i < 5_000; i++) {
            String start = String.format("k%05d", i);
            drain(start, start + "x");
            assertThat(ranges.at(key("\""), 10)).as("used all the time").isNotNull();
        }
        int kept = 0;
        for (int i = 0; i < 5_000; i++) {
            kept += ranges.at(key(String.format("k%05d", i)), 10) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 1024);
    }
}
