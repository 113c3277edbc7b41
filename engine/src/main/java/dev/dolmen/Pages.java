package dev.dolmen;

import dev.dolmen.item.Item;
import dev.dolmen.model.PagedReadResponse;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The pages of a query or scan, one request each. */
final class Pages<P extends PagedReadResponse> implements Iterable<P> {

    /** Reads the page that begins after an item, or with null the first of the call. */
    @FunctionalInterface
    interface Reader<P> {
        P read(@Nullable Item exclusiveStartKey);
    }

    private final Reader<P> reader;

    Pages(Reader<P> reader) {
        this.reader = reader;
    }

    P first() {
        return reader.read(null);
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
                P page = reader.read(start);
                start = page.lastEvaluatedKey();
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
                    List<Item> items = pages.next().items();
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
