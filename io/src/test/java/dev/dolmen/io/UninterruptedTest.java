package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Calls that must not be interrupted, where the system has no thread to spare for them. */
class UninterruptedTest {

    private static final Consumer<Thread> NO_THREAD = thread -> {
        throw new OutOfMemoryError("unable to create native thread");
    };

    @Test
    void withoutAThreadTheCallIsMadeByTheCaller() throws IOException {
        Thread.currentThread().interrupt();
        try {
            Thread made = Uninterrupted.onOwnThread(
                    "none",
                    () -> {
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        return Thread.currentThread();
                    },
                    NO_THREAD);
            assertThat(made).isSameAs(Thread.currentThread());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatTheCallThrowsIsThrownEitherWay() {
        IOException failure = new IOException("no such luck");
        Uninterrupted.Call<String> call = () -> {
            throw failure;
        };
        assertThatThrownBy(() -> Uninterrupted.onOwnThread("own", call)).isSameAs(failure);
        assertThatThrownBy(() -> Uninterrupted.onOwnThread("none", call, NO_THREAD))
                .isSameAs(failure);
    }
}
