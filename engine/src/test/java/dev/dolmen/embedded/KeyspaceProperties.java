package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.table.PrimaryKey;
import java.math.BigInteger;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyspaceProperties {

    private static final BigInteger ALL_HASHES = BigInteger.ONE.shiftLeft(64);

    @Property
    void segmentsBeginAtEqualSharesOfAllHashes(
            @ForAll @IntRange(min = 1, max = 1_000_000) int total, @ForAll @IntRange(min = 0, max = 999_999) int any) {
        int segment = any % total;
        BigInteger[] share =
                ALL_HASHES.multiply(BigInteger.valueOf(segment)).divideAndRemainder(BigInteger.valueOf(total));
        BigInteger expected = share[1].signum() == 0 ? share[0] : share[0].add(BigInteger.ONE);
        assertThat(Long.toUnsignedString(Keyspace.segmentStart(segment, total))).isEqualTo(expected.toString());
    }

    @Property
    void keysOfAPartitionAreTheKeysBetweenItsBorders(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int space,
            @ForAll long hash,
            @ForAll @Size(min = 1, max = 20) byte[] partition,
            @ForAll @Size(max = 20) byte[] sort) {
        Slice start = Keyspace.partition(space, hash, new Slice(partition));
        Slice key = Keyspace.item(space, hash, new Slice(partition), new Slice(sort));
        assertThat(key.startsWith(start)).isTrue();
        assertThat(key).isGreaterThanOrEqualTo(start).isLessThan(Keyspace.afterAllOf(start));
        assertThat(key).isGreaterThanOrEqualTo(Keyspace.border(space, hash));
        assertThat(key).isGreaterThan(Keyspace.spaceStart(space)).isLessThan(Keyspace.spaceStart(space + 1));
    }

    @Property
    void nothingLiesBetweenAKeyAndTheOneAfterIt(
            @ForAll @Size(max = 12) byte[] key, @ForAll @Size(max = 12) byte[] other) {
        Slice a = new Slice(key);
        Slice b = new Slice(other);
        assertThat(a.compareTo(b) < 0).isEqualTo(Keyspace.after(a).compareTo(b) <= 0);
    }

    @Property
    void hashesOrderKeysAsUnsignedNumbers(@ForAll long a, @ForAll long b) {
        int order = Keyspace.border(9, a).compareTo(Keyspace.border(9, b));
        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Long.compareUnsigned(a, b)));
    }

    @Property
    void tokensComeAfterAllTables(@ForAll @IntRange(min = 0) int bucket, @ForAll long hash) {
        Slice key = Keyspace.token(bucket, hash, new Slice(new byte[] {1}));
        assertThat(key).isGreaterThan(Keyspace.spaceStart(Integer.MAX_VALUE));
    }

    /** The example in FORMAT.md. */
    @Example
    void theDocumentedKey() {
        ItemKey key = ItemKey.of(8, new PrimaryKey(AttributeValue.s("a"), null));
        assertThat(key.store()).isEqualTo(new Slice(HexFormat.of().parseHex("0000000813a2b3ec44cd42e8610000")));
    }
}
