package dev.dolmen.expressions;

/**
 * A piece of an expression's text.
 *
 * @param text as written; {@code <EOF>} for the end
 * @param start where it begins in the expression
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String text, int start, int end) {

    /** What a token is. Keywords are written in any case. */
    enum Kind {
        NAME,
        NAME_PLACEHOLDER,
        VALUE_PLACEHOLDER,
        NUMBER,
        AND,
        OR,
        NOT,
        IN,
        BETWEEN,
        COMPARATOR,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        LEFT_BRACKET,
        RIGHT_BRACKET,
        COMMA,
        DOT,
        /** A sign of arithmetic, which only updates have. */
        PLUS,
        MINUS,
        /** A character that begins no token: wherever it stands it is a syntax error. */
        UNKNOWN,
        END
    }
}
