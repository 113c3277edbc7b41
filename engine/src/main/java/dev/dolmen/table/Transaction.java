package dev.dolmen.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and checks of several items that happen together or not at all.
 *
 * @param writes each of another item, without tokens of their own
 * @param token names the transaction, so that it is done once however often it is repeated
 */
public record Transaction(List<Write> writes, @Nullable RequestToken token) {

    public Transaction {
        writes = List.copyOf(writes);
    }
}
