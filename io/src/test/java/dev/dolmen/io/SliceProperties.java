package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
