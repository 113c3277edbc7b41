package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SliceProperties {

    @Property
    void slicesOfEqualLengthSortAsUnsignedNumbers(
            @ForAll @Size(4) byte[] first, @ForAll @Size(4) byte[] second, @ForAll @Size(max = 3) byte[] before) {
        Slice left = within(before, first);
        Slice right = new Slice(second);
        assertThat(Integer.signum(left.compareTo(right)))
                .isEqualTo(new BigInteger(1, first).compareTo(new BigInteger(1, second)));
        assertThat(left.equals(right)).isEqualTo(left.compareTo(right) == 0);
    }

    /** Words, vectors and the rest behind them: wherever two slices part, they sort as their bytes there. */
    @Property
    void theFirstByteThatDiffersDecides(
            @ForAll @IntRange(max = 80) int shared,
            @ForAll byte left,
            @ForAll byte right,
            @ForAll @Size(max = 20) byte[] leftRest,
            @ForAll @Size(max = 20) byte[] rightRest) {
        Slice first = after(shared, left, leftRest);
        Slice second = after(shared, right, rightRest);
        int expected = Arrays.compareUnsigned(first.array(), second.array());
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Integer.signum(expected));
        assertThat(Integer.signum(second.compareTo(first))).isEqualTo(-Integer.signum(expected));
    }

    private static Slice after(int shared, byte next, byte[] rest) {
        byte[] array = new byte[shared + 1 + rest.length];
        Arrays.fill(array, 0, shared, (byte) 0x81);
        array[shared] = next;
        System.arraycopy(rest, 0, array, shared + 1, rest.length);
        return new Slice(array);
    }

    @Property
    void aPrefixSortsBeforeWhatItBegins(@ForAll byte[] prefix, @ForAll @Size(min = 1, max = 4) byte[] rest) {
        byte[] whole = within(prefix, rest).array();
        assertThat(new Slice(prefix)).isLessThan(new Slice(whole));
        assertThat(new Slice(whole).startsWith(new Slice(prefix))).isTrue();
    }

    @Property
    void equalContentHashesEqually(@ForAll byte[] content, @ForAll @Size(max = 3) byte[] before) {
        Slice elsewhere = within(before, content);
        assertThat(elsewhere).isEqualTo(new Slice(content)).hasSameHashCodeAs(new Slice(content));
        assertThat(elsewhere.toByteArray()).isEqualTo(content);
    }

    private static Slice within(byte[] before, byte[] content) {
        byte[] array = new byte[before.length + content.length];
        System.arraycopy(before, 0, array, 0, before.length);
        System.arraycopy(content, 0, array, before.length, content.length);
        return new Slice(array, before.length, content.length);
    }
}
