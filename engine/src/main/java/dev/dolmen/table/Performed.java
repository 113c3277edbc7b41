package dev.dolmen.table;

import dev.dolmen.model.Durability;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been performed, and whose answer may be given once everything it rests on is durable: wait for
 * {@link #restsOn}, then take {@link #answer}.
 *
 * @param restsOn see {@link ItemStore#awaitDurable}
 * @param durability when the caller may be told; null for the mode the store was opened with
 * @param answer gives the response, or throws the {@link dev.dolmen.model.ServiceException} that refuses the request
 * @param <R> the response
 */
public record Performed<R>(long restsOn, @Nullable Durability durability, Supplier<R> answer) {

    /** A read, whose answer must be as durable as the store's mode says. */
    static <R> Performed<R> read(long restsOn, Supplier<R> answer) {
        return new Performed<>(restsOn, null, answer);
    }
}
