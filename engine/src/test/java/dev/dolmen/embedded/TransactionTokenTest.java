package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.embedded.ItemsRegister.Call;
import dev.dolmen.embedded.ItemsRegister.Part;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.table.AppliedTransaction;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a transaction's token is remembered, and across what. */
class TransactionTokenTest {

    /** Can be done once only, but for its token. */
    private static final Call ONCE = new Call(List.of(new Part(0, "", "a"), new Part(2, "", "b")));

    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void aTokenIsRememberedForTenMinutesAcrossReopeningAndForgottenInTheEnd() throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            assertThat(TransactionClient.open(store).apply(ONCE, "t").replayed())
                    .isFalse();
        }
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TransactionClient client = TransactionClient.open(store);
            for (int minute = 0; minute < 10; minute++) {
                clock.step(Duration.ofMinutes(1));
                AppliedTransaction again = client.apply(ONCE, "t");
                assertThat(again.replayed()).as("after %d minutes", minute + 1).isTrue();
                assertThat(again.isCancelled()).isFalse();
            }
            // Two buckets of fifteen minutes and a little: it is decided anew then, and refused.
            for (int minute = 0; minute < 32; minute++) {
                clock.step(Duration.ofMinutes(1));
                client.apply(new Call(List.of(new Part(1, null, "x"))), "other-" + minute);
            }
            AppliedTransaction anew = client.apply(ONCE, "t");
            assertThat(anew.replayed()).isFalse();
            assertThat(anew.isCancelled()).isTrue();
            StoreChecker.check(store);
        }
    }

    /** The time that tokens age by is recorded once a minute, so what an opening goes on from is earlier than the last write. */
    @Test
    void aTokenOfABucketJustBegunIsFoundAfterReopening() throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TransactionClient client = TransactionClient.open(store);
            for (int second = 0; second < 60 * RequestTokens.BUCKET_MINUTES; second += 40) {
                client.apply(new Call(List.of(new Part(1, null, "x"))), "other-" + second);
                clock.step(Duration.ofSeconds(40));
            }
            client.apply(ONCE, "t");
        }
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TransactionClient client = TransactionClient.open(store);
            for (int minute = 0; minute < 10; minute++) {
                assertThat(client.apply(ONCE, "t").replayed())
                        .as("after %d minutes", minute)
                        .isTrue();
                clock.step(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void aTokenBelongsToOneTransaction() throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TransactionClient client = TransactionClient.open(store);
            client.apply(ONCE, "t");
            Call other = new Call(List.of(new Part(0, null, "c")));
            assertThatThrownBy(() -> client.apply(other, "t")).isInstanceOf(IdempotentParameterMismatchException.class);
            assertThat(client.read()).containsExactly("a", "", "b", "");
        }
    }

    @Test
    void aTransactionOfChecksAloneIsRememberedToo() throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TransactionClient client = TransactionClient.open(store);
            Call absent = new Call(List.of(new Part(0, "", null), new Part(3, "", null)));
            assertThat(client.apply(absent, "t").replayed()).isFalse();
            client.apply(ONCE, null);
            AppliedTransaction again = client.apply(absent, "t");
            assertThat(again.replayed()).isTrue();
            assertThat(again.isCancelled()).isFalse();
        }
    }
}
