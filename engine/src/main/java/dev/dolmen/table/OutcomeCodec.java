package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.table.Outcome.Effect;
import dev.dolmen.table.Outcome.Refusal;
import dev.dolmen.table.WriteCapacity.IndexUnits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of the part of an outcome that answers the caller, version 1: what is remembered under a request token.
 * What was to be done is not part of it, for it has been done: a decoded outcome keeps everything as it is.
 */
public final class OutcomeCodec {
    private static final int VERSION = 1;
    private static final int NO_REFUSAL = 0;

    private static final int LOCAL = 1;
    private static final int GLOBAL = 2;

    private OutcomeCodec() {}

    /** The bytes of the answer. */
    public static byte[] encode(Outcome outcome) {
        Refusal refusal = outcome.refusal();
        EncodedItem image = outcome.image();
        FieldWriter out = new FieldWriter(VERSION)
                .code(refusal == null ? NO_REFUSAL : refusal.reason().code());
        if (refusal != null) {
            out.text(refusal.message());
        }
        out.flag(image != null);
        if (image != null) {
            out.bytes(image.array(), image.offset(), image.length());
        }
        out.number(outcome.capacity().table())
                .number(outcome.capacity().indexes().size());
        for (IndexUnits units : outcome.capacity().indexes()) {
            out.code(units.scope() == IndexDefinition.Scope.LOCAL ? LOCAL : GLOBAL)
                    .text(units.index())
                    .number(units.units());
        }
        return out.number(outcome.collectionBytes()).toByteArray();
    }

    /**
     * The outcome that answers as the encoded one did, with nothing left to do.
     *
     * @throws RecordFormatException when these bytes are no answer
     */
    public static Outcome decode(byte[] array, int offset, int length) {
        FieldReader in = new FieldReader("an answer", VERSION, array, offset, length);
        Refusal refusal = refusal(in);
        EncodedItem image = in.flag() ? EncodedItem.of(in.bytes()) : null;
        int tableUnits = (int) in.number();
        List<IndexUnits> indexUnits = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            indexUnits.add(new IndexUnits(scope(in), in.text(), (int) in.number()));
        }
        long collectionBytes = in.number();
        in.end();
        return new Outcome(
                Effect.KEEP,
                null,
                List.of(),
                refusal,
                image,
                new WriteCapacity(tableUnits, indexUnits),
                collectionBytes,
                0,
                ExpiryChange.NONE);
    }

    private static IndexDefinition.Scope scope(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case LOCAL -> IndexDefinition.Scope.LOCAL;
            case GLOBAL -> IndexDefinition.Scope.GLOBAL;
            default -> throw in.corrupt("no scope of an index: " + code);
        };
    }

    /** The bytes of the answers of a transaction. */
    public static byte[] encodeAll(List<Outcome> outcomes) {
        FieldWriter out = new FieldWriter(VERSION).number(outcomes.size());
        outcomes.forEach(outcome -> out.bytes(encode(outcome)));
        return out.toByteArray();
    }

    /**
     * The outcomes that answer as the encoded ones did, with nothing left to do.
     *
     * @throws RecordFormatException when these bytes are no answers
     */
    public static List<Outcome> decodeAll(byte[] array, int offset, int length) {
        FieldReader in = new FieldReader("answers", VERSION, array, offset, length);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            byte[] outcome = in.bytes();
            outcomes.add(decode(outcome, 0, outcome.length));
        }
        in.end();
        return outcomes;
    }

    private static @Nullable Refusal refusal(FieldReader in) {
        int code = in.code();
        if (code == NO_REFUSAL) {
            return null;
        }
        for (Outcome.Reason reason : Outcome.Reason.values()) {
            if (reason.code() == code) {
                return new Refusal(reason, in.text());
            }
        }
        throw in.corrupt("no refusal: " + code);
    }
}
