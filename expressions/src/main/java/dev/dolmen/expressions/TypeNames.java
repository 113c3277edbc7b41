package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;

/** The long names that messages about update expressions give types. */
final class TypeNames {
    private TypeNames() {}

    static String of(AttributeType type) {
        return switch (type) {
            case S -> "STRING";
            case N -> "NUMBER";
            case B -> "BINARY";
            case BOOL -> "BOOLEAN";
            case NULL -> "NULL";
            case M -> "MAP";
            case L -> "LIST";
            case SS -> "STRING_SET";
            case NS -> "NUMBER_SET";
            case BS -> "BINARY_SET";
        };
    }
}
