package dev.dolmen;

import dev.dolmen.item.Item;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The pages of a query or scan, one request each. */
abstract class Pages<P> implements Iterable<P> {

    /** @param exclusiveStartKey null for where the call itself starts */
    abstract P read(@Nullable Item exclusiveStartKey);

    abstract @Nullable Item lastEvaluatedKey(P page);

    /** The page's items; null when they were only counted. */
    abstract @Nullable List<Item> items(P page);

    abstract int count(P page);

    P first() {
        return read(null);
    }

    @Override
    public Iterator<P> iterator() {
        return new Iterator<>() {
            private @Nullable Item start;
            private boolean ended;

            @Override
            public boolean hasNext() {
                return !ended;
            }

            @Override
            public P next() {
                if (ended) {
                    throw new NoSuchElementException();
                }
                P page = read(start);
                start = lastEvaluatedKey(page);
                ended = start == null;
                return page;
            }
        };
    }

    Iterable<Item> items() {
        return () -> new Iterator<>() {
            private final Iterator<P> pages = iterator();
            private Iterator<Item> page = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && pages.hasNext()) {
                    List<Item> items = items(pages.next());
                    page = items == null ? Collections.emptyIterator() : items.iterator();
                }
                return page.hasNext();
            }

            @Override
            public Item next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.next();
            }
        };
    }
}
