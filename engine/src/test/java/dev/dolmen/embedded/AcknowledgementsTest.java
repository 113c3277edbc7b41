package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AcknowledgementsTest {

    private final List<Long> awaited = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private long lost = Long.MAX_VALUE;

    private void await(long sequence) throws IOException {
        awaited.add(sequence);
        if (sequence >= lost) {
            throw new IOException("no sync beyond " + lost);
        }
    }

    private Acknowledgements.Answer answer(String name) {
        return new Acknowledgements.Answer() {
            @Override
            public void durable() {
                given.add(name);
            }

            @Override
            public void failed(Throwable cause) {
                given.add(name + ": " + cause.getMessage());
            }
        };
    }

    @Test
    void answersThatWaitTogetherShareOneSync() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Acknowledgements acknowledgements = new Acknowledgements(this::await, tasks::add);
        acknowledgements.give(5, answer("five"));
        acknowledgements.give(9, answer("nine"));
        acknowledgements.give(7, answer("seven"));
        assertThat(given).isEmpty();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(awaited).containsExactly(9L);
        assertThat(given).containsExactly("five", "nine", "seven");
        acknowledgements.give(10, answer("ten"));
        tasks.remove().run();
        assertThat(given).endsWith("ten");
    }

    @Test
    void aFailedSyncFailsOnlyWhatItDidNotCover() {
        lost = 8;
        Deque<Runnable> tasks = new ArrayDeque<>();
        Acknowledgements acknowledgements = new Acknowledgements(this::await, tasks::add);
        acknowledgements.give(9, answer("nine"));
        acknowledgements.give(7, answer("seven"));
        tasks.remove().run();
        assertThat(given).containsExactly("nine: no sync beyond 8", "seven");
    }

    @Test
    void runsInTheCallersThreadWithoutAnExecutor() {
        Acknowledgements inline = new Acknowledgements(this::await, Runnable::run);
        inline.give(3, answer("three"));
        assertThat(given).containsExactly("three");
    }

    @Test
    void anAnswerAskedForByAnAnswerIsGivenToo() {
        Acknowledgements inline = new Acknowledgements(this::await, Runnable::run);
        inline.give(1, new Acknowledgements.Answer() {
            @Override
            public void durable() {
                inline.give(2, answer("two"));
            }

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
        assertThat(given).containsExactly("two");
    }

    @Test
    void answersAreOwedEvenWhenTheExecutorIsGone() {
        Acknowledgements acknowledgements = new Acknowledgements(this::await, task -> {
            throw new RejectedExecutionException("shut down");
        });
        acknowledgements.give(4, answer("four"));
        assertThat(given).containsExactly("four");
    }

    @Test
    void answersAreOwedEvenWhenTheSystemHasNoThreadLeft() {
        Acknowledgements acknowledgements = new Acknowledgements(this::await, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        acknowledgements.give(4, answer("four"));
        acknowledgements.give(5, answer("five"));
        assertThat(given).containsExactly("four", "five");
    }

    @Test
    void noAnswerIsForgottenUnderManyThreads() throws Exception {
        int threads = 4;
        int each = 5_000;
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * each);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        Acknowledgements acknowledgements = new Acknowledgements(sequence -> {}, executor);
        for (int t = 0; t < threads; t++) {
            callers.execute(() -> {
                for (int i = 0; i < each; i++) {
                    acknowledgements.give(i, new Acknowledgements.Answer() {
                        @Override
                        public void durable() {
                            answers.incrementAndGet();
                            all.countDown();
                        }

                        @Override
                        public void failed(Throwable cause) {
                            throw new AssertionError(cause);
                        }
                    });
                }
            });
        }
        all.await();
        assertThat(answers).hasValue(threads * each);
        callers.shutdown();
        executor.shutdown();
    }
}
