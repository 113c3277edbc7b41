package dev.dolmen.table;

import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What tells requests apart that carry the same token: a hash over tables, keys and operations. */
final class Fingerprint {

    private static final int VERSION = 1;

    private Fingerprint() {}

    /** The fingerprint of a request that makes these writes, in this order: 32 bytes. */
    static Binary of(List<Write> writes) {
        FieldWriter fields = new FieldWriter(VERSION).number(writes.size());
        for (Write write : writes) {
            TableDefinition table = write.table();
            fields.text(table.uuid())
                    .bytes(EncodedItem.of(table.key().attributesOf(write.key())).toByteArray())
                    .bytes(OperationCodec.encode(write.operation()));
        }
        try {
            return Binary.of(MessageDigest.getInstance("SHA-256").digest(fields.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
