package dev.dolmen.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts an expression into tokens. Never fails: a character that begins no token becomes {@link Token.Kind#UNKNOWN}, so
 * that the parser reports whichever mistake comes first in the text.
 */
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens in order; the last is {@link Token.Kind#END}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            while (position < text.length() && isSpace(text.charAt(position))) {
                position++;
            }
            if (position == text.length()) {
                tokens.add(new Token(Token.Kind.END, "<EOF>", position, position));
                return;
            }
            next(text.charAt(position));
        }
    }

    private void next(char c) {
        switch (c) {
            case '(' -> add(Token.Kind.LEFT_PARENTHESIS, 1);
            case ')' -> add(Token.Kind.RIGHT_PARENTHESIS, 1);
            case '[' -> add(Token.Kind.LEFT_BRACKET, 1);
            case ']' -> add(Token.Kind.RIGHT_BRACKET, 1);
            case ',' -> add(Token.Kind.COMMA, 1);
            case '.' -> add(Token.Kind.DOT, 1);
            case '+' -> add(Token.Kind.PLUS, 1);
            case '-' -> add(Token.Kind.MINUS, 1);
            case '=' -> add(Token.Kind.COMPARATOR, 1);
            case '<' -> add(Token.Kind.COMPARATOR, follows('=') || follows('>') ? 2 : 1);
            case '>' -> add(Token.Kind.COMPARATOR, follows('=') ? 2 : 1);
            case '#' -> placeholder(Token.Kind.NAME_PLACEHOLDER);
            case ':' -> placeholder(Token.Kind.VALUE_PLACEHOLDER);
            case '0' -> add(Token.Kind.NUMBER, 1);
            default -> {
                if (isLetter(c)) {
                    int length = wordLength(position);
                    add(keyword(text.substring(position, position + length)), length);
                } else if (isDigit(c)) {
                    number();
                } else {
                    add(Token.Kind.UNKNOWN, Character.charCount(text.codePointAt(position)));
                }
            }
        }
    }

    private void placeholder(Token.Kind kind) {
        int length = wordLength(position + 1);
        add(length == 0 ? Token.Kind.UNKNOWN : kind, 1 + length);
    }

    private void number() {
        int end = position;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        add(Token.Kind.NUMBER, end - position);
    }

    private int wordLength(int from) {
        int end = from;
        while (end < text.length()
                && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end - from;
    }

    private static Token.Kind keyword(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "AND" -> Token.Kind.AND;
            case "OR" -> Token.Kind.OR;
            case "NOT" -> Token.Kind.NOT;
            case "IN" -> Token.Kind.IN;
            case "BETWEEN" -> Token.Kind.BETWEEN;
            default -> Token.Kind.NAME;
        };
    }

    private void add(Token.Kind kind, int length) {
        tokens.add(new Token(kind, text.substring(position, position + length), position, position + length));
        position += length;
    }

    private boolean follows(char c) {
        return position + 1 < text.length() && text.charAt(position + 1) == c;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
