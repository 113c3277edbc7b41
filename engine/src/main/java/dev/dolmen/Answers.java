package dev.dolmen;

import dev.dolmen.table.ItemStore;
import dev.dolmen.table.Performed;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Lets nobody know an answer before everything it rests on is as durable as was asked: neither a response nor a refusal, for
 * a failed condition tells what it saw as much as an item does. Thread-safe.
 */
final class Answers {

    private final ItemStore store;

    Answers(ItemStore store) {
        this.store = store;
    }

    /** Performs a request in the caller's thread, which then waits until the answer may be told. */
    <R> R await(Failures.Call<Performed<R>> request) {
        return Failures.translating(() -> {
            Performed<R> performed = request.run();
            store.awaitDurable(performed.restsOn(), performed.durability());
            return performed.answer().get();
        });
    }

    /** Performs a request in the caller's thread, and completes when the answer may be told; throws nothing itself. */
    <R> CompletableFuture<R> async(Failures.Call<Performed<R>> request) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        try {
            Performed<R> performed = request.run();
            store.whenDurable(performed.restsOn(), performed.durability()).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(Failures.translated(failure));
                    return;
                }
                try {
                    answer.complete(performed.answer().get());
                } catch (RuntimeException refusal) {
                    answer.completeExceptionally(refusal);
                }
            });
        } catch (IOException | RuntimeException failure) {
            answer.completeExceptionally(Failures.translated(failure));
        }
        return answer;
    }
}
