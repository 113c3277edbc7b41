package dev.dolmen.expressions;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recursive descent over the grammar of updates:
 *
 * <pre>
 * update     = section+                        in any order
 * section    = SET assignment ( ',' assignment )*
 *            | REMOVE path ( ',' path )*
 *            | ADD path :value ( ',' path :value )*
 *            | DELETE path :value ( ',' path :value )*
 * assignment = path '=' value
 * value      = operand ( ( '+' | '-' ) operand )? | '(' value ')'
 * operand    = path | :value | name '(' operand ( ',' operand )* ')' | '(' operand ')'
 * </pre>
 */
final class UpdateParser {

    /** More levels than an expression may have operators means parentheses around parentheses. */
    private static final int MAX_PARENTHESES = OperatorCount.MAX_OPERATORS + 1;

    private static final ExpressionKind KIND = ExpressionKind.UPDATE;

    private enum Section {
        SET,
        REMOVE,
        ADD,
        DELETE
    }

    private final TokenReader tokens;
    private final List<UpdateSyntax.Assignment> sets = new ArrayList<>();
    private final List<Syntax.Path> removes = new ArrayList<>();
    private final List<UpdateSyntax.Change> adds = new ArrayList<>();
    private final List<UpdateSyntax.Change> deletes = new ArrayList<>();
    private final List<Syntax.Path> targets = new ArrayList<>();
    private int depth;

    private UpdateParser(String text) {
        this.tokens = new TokenReader(text, KIND);
    }

    /** @throws InvalidExpressionException when the text does not follow the grammar, sections that are there twice aside */
    static UpdateSyntax parse(String text) {
        UpdateParser parser = new UpdateParser(text);
        Section twice = null;
        Set<Section> seen = EnumSet.noneOf(Section.class);
        do {
            Section section = parser.section();
            if (!seen.add(section) && twice == null) {
                twice = section;
            }
        } while (!parser.tokens.at(Token.Kind.END));
        return new UpdateSyntax(
                parser.sets,
                parser.removes,
                parser.adds,
                parser.deletes,
                parser.targets,
                twice == null ? null : twice.name());
    }

    private Section section() {
        Section section = sectionAt(tokens.peek());
        if (section == null) {
            throw tokens.syntaxError();
        }
        tokens.require(Token.Kind.NAME);
        do {
            Syntax.Path path = tokens.path();
            targets.add(path);
            switch (section) {
                case SET -> sets.add(assignment(path));
                case REMOVE -> removes.add(path);
                case ADD -> adds.add(change(path));
                case DELETE -> deletes.add(change(path));
            }
        } while (tokens.take(Token.Kind.COMMA));
        if (!tokens.at(Token.Kind.END) && sectionAt(tokens.peek()) == null) {
            throw tokens.syntaxError();
        }
        return section;
    }

    private static @Nullable Section sectionAt(Token token) {
        if (token.kind() != Token.Kind.NAME) {
            return null;
        }
        return switch (token.text().toUpperCase(Locale.ROOT)) {
            case "SET" -> Section.SET;
            case "REMOVE" -> Section.REMOVE;
            case "ADD" -> Section.ADD;
            case "DELETE" -> Section.DELETE;
            default -> null;
        };
    }

    private UpdateSyntax.Change change(Syntax.Path path) {
        return new UpdateSyntax.Change(
                path,
                new Syntax.Value(tokens.require(Token.Kind.VALUE_PLACEHOLDER).text()));
    }

    private UpdateSyntax.Assignment assignment(Syntax.Path path) {
        if (!tokens.at(Token.Kind.COMPARATOR) || !tokens.peek().text().equals("=")) {
            throw tokens.syntaxError();
        }
        tokens.require(Token.Kind.COMPARATOR);
        return value(path);
    }

    private UpdateSyntax.Assignment value(Syntax.Path path) {
        if (tokens.at(Token.Kind.LEFT_PARENTHESIS)) {
            open();
            boolean doubled = tokens.at(Token.Kind.LEFT_PARENTHESIS);
            UpdateSyntax.Assignment inner = value(path);
            close();
            if (doubled && inner.sign() == null) {
                throw KIND.invalid("The expression has redundant parentheses;");
            }
            // What stands in parentheses may be an operand, after which a sign may come.
            return inner.sign() == null ? signed(path, inner.left()) : inner;
        }
        return signed(path, operand());
    }

    private UpdateSyntax.Assignment signed(Syntax.Path path, Syntax.Operand left) {
        if (tokens.at(Token.Kind.PLUS) || tokens.at(Token.Kind.MINUS)) {
            String sign = tokens.require(tokens.peek().kind()).text();
            return new UpdateSyntax.Assignment(path, left, sign, operand());
        }
        return new UpdateSyntax.Assignment(path, left, null, null);
    }

    private Syntax.Operand operand() {
        if (tokens.at(Token.Kind.LEFT_PARENTHESIS)) {
            open();
            Syntax.Operand inner = operand();
            close();
            return inner;
        }
        if (tokens.at(Token.Kind.VALUE_PLACEHOLDER)) {
            return new Syntax.Value(tokens.require(Token.Kind.VALUE_PLACEHOLDER).text());
        }
        if (tokens.at(Token.Kind.NAME) && tokens.followedBy(Token.Kind.LEFT_PARENTHESIS)) {
            String name = tokens.require(Token.Kind.NAME).text();
            open();
            List<Syntax.Operand> arguments = new ArrayList<>();
            do {
                arguments.add(operand());
            } while (tokens.take(Token.Kind.COMMA));
            close();
            return new Syntax.Function(name, List.copyOf(arguments));
        }
        return tokens.path();
    }

    private void open() {
        depth++;
        if (depth > MAX_PARENTHESES) {
            throw KIND.invalid("The expression has redundant parentheses;");
        }
        tokens.require(Token.Kind.LEFT_PARENTHESIS);
    }

    private void close() {
        tokens.require(Token.Kind.RIGHT_PARENTHESIS);
        depth--;
    }
}
