package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.table.TimeToLive;
import org.junit.jupiter.api.Test;

/** What a look for expired items need not look at again. */
class ExpiryIndexTest {

    private final ExpiryIndex index = new ExpiryIndex(new TimeToLive("ttl", 16, TimeToLive.State.ENABLED));

    @Test
    void eachLookBeginsWhereTheOneBeforeEnded() {
        assertThat(index.begin(1000, 5000)).isEqualTo(1000);
        assertThat(index.begin(1001, 5001)).isEqualTo(5000);
        assertThat(index.begin(1001, 5001)).isEqualTo(5001);
    }

    @Test
    void whatIsWrittenExpiredIsLookedAt() {
        index.begin(1000, 5000);
        index.holds(6000);
        index.holds(4000);
        index.holds(4500);
        assertThat(index.begin(1001, 5001)).isEqualTo(4000);
        assertThat(index.begin(1002, 5002)).isEqualTo(5001);
    }

    @Test
    void whatIsTooOldIsNotLookedAt() {
        index.begin(1000, 5000);
        index.holds(999);
        index.holds(-1);
        assertThat(index.begin(1001, 5001)).isEqualTo(5000);
    }

    @Test
    void aClockSetBackALittleFindsItAllDone() {
        index.begin(1000, 5000);
        index.begin(1500, 5500);
        assertThat(index.begin(1400, 5400)).isEqualTo(5500);
        index.holds(5450);
        assertThat(index.begin(1460, 5460)).isEqualTo(5450);
        assertThat(index.begin(1600, 5600)).isEqualTo(5460);
    }

    @Test
    void aClockSetBackOrAheadByMuchIsLookedAtAnew() {
        index.begin(1000, 5000);
        assertThat(index.begin(500, 4500)).isEqualTo(500);
        assertThat(index.begin(9000, 13000)).isEqualTo(9000);
        assertThat(index.begin(501, 4501)).isEqualTo(501);
    }
}
