package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.ItemFormatException;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.encoding.MalformedEncodingException;

/** Counts items and index entries, and weighs them by DynamoDB's rules. */
final class ItemWeigher implements Weigher {

    @Override
    public boolean counts(int space) {
        return Keyspace.holdsItems(space);
    }

    @Override
    public int headBytes() {
        return EncodedItem.HEAD_BYTES;
    }

    @Override
    public long weigh(Slice head) throws MalformedEncodingException {
        try {
            return EncodedItem.sizeBytes(head.array(), head.offset(), head.length());
        } catch (ItemFormatException e) {
            throw (MalformedEncodingException) new MalformedEncodingException(0, "not an item").initCause(e);
        }
    }
}
