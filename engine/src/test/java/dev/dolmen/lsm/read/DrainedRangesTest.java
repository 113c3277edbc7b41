package dev.dolmen.lsm.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
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

    private void write(EntryKind kind, String key) {
        ranges.write(kind, key(key), Slice.EMPTY);
    }

    private void deleteRange(String from, String toExclusive) {
        ranges.write(EntryKind.RANGE_TOMBSTONE, key(from), key(toExclusive));
    }

    private void drain(String start, String end) {
        found(start, end, 10, 5);
        found(start, end, 10, 5);
        assertDrained(start, start, end);
    }

    private void assertDrained(String at, String start, String end) {
        DrainedRange range = ranges.at(key(at), Long.MAX_VALUE);
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
        write(EntryKind.PUT, "c");
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
        write(EntryKind.PUT, "f");
        assertDrained("b", "a", "f");
        assertUnknown("f");
        assertDrained("f!", "f\0", "m");
        write(EntryKind.PUT, "a");
        assertUnknown("a");
        assertDrained("b", "a\0", "f");
        write(EntryKind.PUT, "z");
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

    // ---- the row behind a range ----

    private DrainedRange range(String at) {
        DrainedRange range = ranges.at(key(at), Long.MAX_VALUE);
        assertThat(range).as("at " + at).isNotNull();
        return range;
    }

    /** A cursor at this sequence number, which has passed the range there, comes to version 8 of a row. */
    private void cameTo(String at, String key, long sequence) {
        ranges.cameTo(range(at), key(key), key("value of " + key), 8, sequence, 9);
    }

    private void assertHead(String at, String key) {
        HeadRow head = range(at).headAt(Long.MAX_VALUE);
        assertThat(head).as("behind " + at).isNotNull();
        assertThat(head.key()).isEqualTo(key(key));
        assertThat(head.value()).isEqualTo(key("value of " + key));
        assertThat(head.version()).isEqualTo(8);
        assertThat(head.newest()).isEqualTo(9);
    }

    private void assertNoHead(String at) {
        assertThat(range(at).headAt(Long.MAX_VALUE)).as("behind " + at).isNull();
    }

    private void rememberHead(String at, String key) {
        cameTo(at, key, 10);
        cameTo(at, key, 10);
        cameTo(at, key, 10);
        assertHead(at, key);
    }

    @Test
    void theRowBehindARangeIsShownOnceItWasMetThreeTimes() {
        drain("a", "m");
        cameTo("b", "p", 10);
        assertNoHead("b");
        cameTo("b", "p", 10);
        assertNoHead("b");
        cameTo("b", "p", 10);
        assertHead("b", "p");
        assertThat(range("b").headAt(9)).as("for an older cursor").isNull();
        assertThat(range("b").headAt(10)).isNotNull();
    }

    @Test
    void onlyACursorThatSawEverythingNumberedBeforeTheListingConfirmsTheRow() {
        drain("a", "m");
        cameTo("b", "p", 10);
        lastNumbered.set(12);
        cameTo("b", "p", 10);
        cameTo("b", "p", 11);
        assertNoHead("b");
        cameTo("b", "p", 12);
        assertHead("b", "p");
        assertThat(range("b").headAt(11)).isNull();
    }

    @Test
    void aWriteBetweenTheLooksStopsTheConfirmationOfTheRow() {
        drain("a", "m");
        cameTo("b", "p", 10);
        cameTo("b", "p", 10);
        lastNumbered.set(11);
        write(EntryKind.TOMBSTONE, "p");
        cameTo("b", "p", 10);
        cameTo("b", "p", 10);
        assertNoHead("b");
    }

    @Test
    void whateverIsWrittenUpToTheRowHasItForgotten() {
        for (EntryKind kind : new EntryKind[] {EntryKind.PUT, EntryKind.TOMBSTONE}) {
            for (String key : new String[] {"m", "n", "p"}) {
                DrainedRanges fresh = new DrainedRanges(lastNumbered::get, 2);
                remember(fresh);
                fresh.write(kind, key(key), Slice.EMPTY);
                assertThat(fresh.at(key("b"), 10).head())
                        .as(kind + " of " + key)
                        .isNull();
            }
            drain("a", "m");
            rememberHead("b", "p");
            write(kind, "p!");
            write(kind, "q");
            assertHead("b", "p");
        }
        write(EntryKind.TOMBSTONE, "c");
        assertHead("b", "p");
        write(EntryKind.PUT, "c");
        assertNoHead("b");
        assertNoHead("d");
    }

    private static void remember(DrainedRanges list) {
        for (int i = 0; i < 2; i++) {
            list.found(key("a"), key("m"), 10, 5);
        }
        for (int i = 0; i < 3; i++) {
            list.cameTo(list.at(key("b"), 10), key("p"), key("value"), 8, 10, 9);
        }
        assertThat(list.at(key("b"), 10).headAt(10)).isNotNull();
    }

    @Test
    void aRangeTombstoneUpToTheRowHasItForgotten() {
        drain("a", "m");
        rememberHead("b", "p");
        deleteRange("a", "m");
        deleteRange("p!", "z");
        assertHead("b", "p");
        deleteRange("p", "z");
        assertNoHead("b");
        rememberHead("b", "p");
        deleteRange("a", "m!");
        assertNoHead("b");
    }

    @Test
    void theRowsOfOtherRangesStay() {
        drain("a", "c");
        drain("m", "o");
        drain("s", "u");
        rememberHead("b", "f");
        rememberHead("n", "q");
        rememberHead("t", "x");
        write(EntryKind.TOMBSTONE, "q");
        assertHead("b", "f");
        assertNoHead("n");
        assertHead("t", "x");
        write(EntryKind.PUT, "d");
        assertNoHead("b");
        assertHead("t", "x");
    }

    /** A write between the two would only look at the one that begins later. */
    @Test
    void aRowBehindAnotherRangeIsForgotten() {
        drain("a", "c");
        rememberHead("b", "p");
        found("f", "h", 10, 5);
        assertNoHead("b");
        cameTo("b", "p", 10);
        cameTo("b", "p", 10);
        cameTo("b", "p", 10);
        assertNoHead("b");
    }

    @Test
    void aRowMetOnceIsNotCopied() {
        drain("a", "m");
        for (long version = 1; version < 100; version++) {
            ranges.cameTo(range("b"), key("p"), key("value"), version, 10, 9);
            assertThat(range("b").head()).isNull();
        }
    }

    @Test
    void aLargeRowIsNotKept() {
        drain("a", "m");
        Slice large = new Slice(new byte[HeadRow.MOST_VALUE_BYTES + 1]);
        for (int i = 0; i < 5; i++) {
            ranges.cameTo(range("b"), key("p"), large, 8, 10, 9);
        }
        assertThat(range("b").head()).isNull();
    }
}
