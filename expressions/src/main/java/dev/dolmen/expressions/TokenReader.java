package dev.dolmen.expressions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one expression, read once from left to right, and the grammar of document paths all kinds share. */
final class TokenReader {

    /** Source: DynamoDB Developer Guide, Quotas, "Expression parameters". */
    static final int MAX_EXPRESSION_BYTES = 4096;

    private final String text;
    private final ExpressionKind kind;
    private final List<Token> tokens;
    private int next;

    /** @throws InvalidExpressionException when the text is empty or too long */
    TokenReader(String text, ExpressionKind kind) {
        if (text.isEmpty()) {
            throw kind.invalid("The expression can not be empty;");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_EXPRESSION_BYTES) {
            throw kind.invalid("Expression size has exceeded the maximum allowed size;"
                    + (kind == ExpressionKind.UPDATE || kind == ExpressionKind.PROJECTION
                            ? ""
                            : " expression size: " + bytes));
        }
        this.text = text;
        this.kind = kind;
        this.tokens = Lexer.tokens(text);
    }

    /** How many tokens have been taken. */
    int position() {
        return next;
    }

    Token peek() {
        return tokens.get(next);
    }

    boolean at(Token.Kind expected) {
        return peek().kind() == expected;
    }

    /** Whether the token after the next one is of this kind. */
    boolean followedBy(Token.Kind expected) {
        return next + 1 < tokens.size() && tokens.get(next + 1).kind() == expected;
    }

    boolean take(Token.Kind expected) {
        if (!at(expected)) {
            return false;
        }
        next++;
        return true;
    }

    Token require(Token.Kind expected) {
        Token token = peek();
        if (token.kind() != expected) {
            throw syntaxError();
        }
        next++;
        return token;
    }

    /** The next token does not fit. The message shows it with its neighbours, spaces and all. */
    InvalidExpressionException syntaxError() {
        Token token = peek();
        int from = next == 0 ? 0 : tokens.get(next - 1).start();
        int to = next + 1 < tokens.size() ? tokens.get(next + 1).end() : text.length();
        return kind.invalid(
                "Syntax error; token: \"" + token.text() + "\", near: \"" + text.substring(from, to) + "\"");
    }

    /** {@code name ( '.' name | '[' number ']' )*}. */
    Syntax.Path path() {
        List<Syntax.Step> steps = new ArrayList<>();
        steps.add(name());
        while (true) {
            if (take(Token.Kind.DOT)) {
                steps.add(name());
            } else if (take(Token.Kind.LEFT_BRACKET)) {
                steps.add(new Syntax.IndexStep(require(Token.Kind.NUMBER).text()));
                require(Token.Kind.RIGHT_BRACKET);
            } else {
                return Syntax.Path.of(steps);
            }
        }
    }

    private Syntax.Step name() {
        return at(Token.Kind.NAME_PLACEHOLDER)
                ? new Syntax.PlaceholderStep(
                        require(Token.Kind.NAME_PLACEHOLDER).text())
                : new Syntax.NameStep(require(Token.Kind.NAME).text());
    }
}
