package dev.dolmen.expressions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Parsed expressions by their text, bounded: two generations, of which the older is dropped when the younger is full.
 * What is used often survives, and a hit costs one look-up without a lock. Thread-safe.
 */
final class ExpressionCache<T> {
    private final int generationSize;
    private volatile Map<String, T> young = new ConcurrentHashMap<>();
    private volatile Map<String, T> old = Map.of();

    /** @param generationSize how many expressions a generation holds; the cache holds at most about twice as many */
    ExpressionCache(int generationSize) {
        this.generationSize = generationSize;
    }

    /** The expression parsed; a parser that throws leaves nothing behind. */
    T get(String text, Function<String, T> parser) {
        T found = young.get(text);
        if (found != null) {
            return found;
        }
        T parsed = old.get(text);
        if (parsed == null) {
            parsed = parser.apply(text);
        }
        if (young.size() >= generationSize) {
            turnOver();
        }
        young.put(text, parsed);
        return parsed;
    }

    private synchronized void turnOver() {
        if (young.size() >= generationSize) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    /** How many expressions are held. */
    int size() {
        return young.size() + old.size();
    }
}
