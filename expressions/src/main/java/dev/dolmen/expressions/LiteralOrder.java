package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;

/** Order and text of values that come with a request and are of an ordered type. */
final class LiteralOrder {
    private LiteralOrder() {}

    /** Requires: both S, both N or both B. */
    static int compare(Operand.Literal a, Operand.Literal b) {
        return a.in(EncodedItem.EMPTY).compareTo(b.in(EncodedItem.EMPTY));
    }

    /** A number in plain digits, a binary in base64. Requires: S, N or B. */
    static String text(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            return string.value();
        } else if (value instanceof AttributeValue.N number) {
            return number.value().toString();
        } else if (value instanceof AttributeValue.B binary) {
            return binary.value().toBase64();
        }
        throw new IllegalArgumentException("not ordered: " + value.type());
    }
}
