package dev.dolmen.lsm.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteBatchTest {

    private static Slice slice(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WriteBatch sample() {
        WriteBatch batch = new WriteBatch();
        batch.put(slice("apple"), slice("red")).delete(slice("pear")).deleteRange(slice("a"), slice("b"));
        batch.put(slice(""), slice("x".repeat(200)));
        batch.assign(0x0102_0304_0506L);
        return batch;
    }

    private static List<String> listing(Slice encoded) throws IOException {
        List<String> listing = new ArrayList<>();
        WriteBatch.read(
                encoded,
                (sequence, kind, key, value) ->
                        listing.add(Long.toHexString(sequence) + " " + kind + " " + key + " " + value.length()));
        return listing;
    }

    /** The format, version 1, byte for byte. The golden file is never written anew. */
    @Test
    void isEncodedAsEver() throws IOException {
        byte[] golden = Files.readAllBytes(Path.of("src/test/resources/golden/batch-v1"));
        assertThat(HexFormat.of().formatHex(sample().encoded().toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(listing(new Slice(golden)))
                .containsExactly(
                        "10203040506 PUT \"apple\" 3",
                        "10203040507 TOMBSTONE \"pear\" 0",
                        "10203040508 RANGE_TOMBSTONE \"a\" 1",
                        "10203040509 PUT \"\" 200");
    }

    @Test
    void anUnknownKindIsRefused() {
        WriteBatch batch = new WriteBatch().delete(slice("pear")).put(slice("a"), slice("b"));
        batch.assign(1);
        byte[] encoded = batch.encoded().toByteArray();
        encoded[19] = 3;
        assertThatThrownBy(() -> listing(new Slice(encoded))).hasMessageContaining("unknown kind 3");
    }

    @Test
    void everyCutIsRefused() {
        Slice encoded = sample().encoded();
        for (int length = 0; length < encoded.length(); length++) {
            Slice cut = encoded.subslice(0, length);
            assertThatThrownBy(() -> listing(cut)).isInstanceOf(MalformedEncodingException.class);
        }
    }

    @Test
    void whatFollowsABatchIsRefused() {
        byte[] longer = new byte[sample().encoded().length() + 1];
        Slice encoded = sample().encoded();
        System.arraycopy(encoded.array(), encoded.offset(), longer, 0, encoded.length());
        assertThatThrownBy(() -> listing(new Slice(longer))).hasMessageContaining("after the last operation");
    }

    @Test
    void aNewerVersionIsRefused() {
        byte[] newer = sample().encoded().toByteArray();
        newer[0] = 2;
        assertThatThrownBy(() -> listing(new Slice(newer))).hasMessageContaining("version 2");
    }

    @Test
    void anEmptyRangeIsRefused() {
        WriteBatch batch = new WriteBatch();
        assertThatIllegalArgumentException().isThrownBy(() -> batch.deleteRange(slice("b"), slice("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.deleteRange(slice("b"), slice("a")));
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void aBatchOverTheLimitIsRefusedAndUnchanged() {
        WriteBatch batch = new WriteBatch();
        batch.put(slice("k"), slice("v"));
        Slice huge = new Slice(new byte[WriteBatch.MAX_BYTES]);
        assertThatIllegalArgumentException().isThrownBy(() -> batch.put(slice("k"), huge));
        assertThat(batch.count()).isEqualTo(1);
    }

    @Test
    void aClearedBatchIsUsedAgain() throws IOException {
        WriteBatch batch = sample();
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        batch.delete(slice("k")).assign(7);
        assertThat(listing(batch.encoded())).containsExactly("7 TOMBSTONE \"k\" 0");
    }
}
