package dev.dolmen.expressions;

import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over the grammar of conditions:
 *
 * <pre>
 * condition   = conjunction ( OR conjunction )*
 * conjunction = negation ( AND negation )*
 * negation    = NOT negation | predicate
 * predicate   = operand comparator operand
 *             | operand BETWEEN operand AND operand
 *             | operand IN '(' operand ( ',' operand )* ')'
 *             | function
 *             | '(' condition ')'
 * operand     = path | :value | function | '(' operand ')'
 * function    = name '(' operand ( ',' operand )* ')'
 * </pre>
 *
 * <p>Whether an opening parenthesis begins a condition or an operand shows only later, so both are parsed by the same
 * methods, and what came out is looked at where only one of them fits.
 */
final class ConditionParser {

    /**
     * How deep parentheses may nest here. More levels than an expression may have operators means parentheses around
     * parentheses. Together with the limit on operators, which negations and calls count as, this keeps the recursion
     * within a stack of half the default size.
     */
    private static final int MAX_PARENTHESES = OperatorCount.MAX_OPERATORS + 1;

    private final TokenReader tokens;
    private final ExpressionKind kind;
    private int openParentheses;
    private int openOperators;
    private boolean hasRedundantParentheses;

    /** Which tokens were the pair of parentheses closed last. */
    private int lastOpening = -1;

    private int lastClosing = -1;

    private ConditionParser(String text, ExpressionKind kind) {
        this.tokens = new TokenReader(text, kind);
        this.kind = kind;
    }

    /** @throws InvalidExpressionException when the text does not follow the grammar or has redundant parentheses */
    static Syntax parse(String text, ExpressionKind kind) {
        ConditionParser parser = new ConditionParser(text, kind);
        Syntax condition = parser.condition();
        if (!parser.tokens.at(Token.Kind.END)) {
            throw parser.tokens.syntaxError();
        }
        parser.requireCondition(condition);
        if (parser.hasRedundantParentheses) {
            throw parser.redundantParentheses();
        }
        return condition;
    }

    /**
     * Both levels of junctions in one method, for every call here counts hundreds of times in deep nesting. May come
     * to a lone operand: see the class comment.
     */
    private Syntax condition() {
        List<Syntax> alternatives = new ArrayList<>(1);
        List<Syntax> conjunction = new ArrayList<>(1);
        while (true) {
            Syntax term = negation();
            boolean joined = tokens.at(Token.Kind.AND) || tokens.at(Token.Kind.OR);
            if (joined || !conjunction.isEmpty() || !alternatives.isEmpty()) {
                requireCondition(term);
            }
            conjunction.add(term);
            if (tokens.take(Token.Kind.AND)) {
                continue;
            }
            alternatives.add(join(true, conjunction));
            if (!tokens.take(Token.Kind.OR)) {
                return join(false, alternatives);
            }
            conjunction = new ArrayList<>(1);
        }
    }

    private static Syntax join(boolean isAnd, List<Syntax> terms) {
        return terms.size() == 1 ? terms.get(0) : new Syntax.Junction(isAnd, List.copyOf(terms));
    }

    private Syntax negation() {
        int negations = 0;
        while (tokens.take(Token.Kind.NOT)) {
            negations++;
            enterOperator();
        }
        Syntax term = predicate();
        if (negations > 0) {
            requireCondition(term);
        }
        openOperators -= negations;
        for (; negations > 0; negations--) {
            term = new Syntax.Negation(term);
        }
        return term;
    }

    private Syntax predicate() {
        Syntax first;
        if (tokens.at(Token.Kind.LEFT_PARENTHESIS)) {
            int opening = open();
            first = condition();
            close(opening);
        } else {
            first = plainOperand();
        }
        return first instanceof Syntax.Operand operand ? predicate(operand) : first;
    }

    /** What follows the first operand; the operand itself where nothing does. */
    private Syntax predicate(Syntax.Operand first) {
        if (tokens.at(Token.Kind.COMPARATOR)) {
            String comparator = tokens.require(Token.Kind.COMPARATOR).text();
            return new Syntax.Comparison(first, Comparator.of(comparator), operand());
        }
        if (tokens.take(Token.Kind.BETWEEN)) {
            Syntax.Operand low = operand();
            tokens.require(Token.Kind.AND);
            return new Syntax.Between(first, low, operand());
        }
        return tokens.take(Token.Kind.IN) ? new Syntax.In(first, operands()) : first;
    }

    private Syntax.Operand operand() {
        if (!tokens.at(Token.Kind.LEFT_PARENTHESIS)) {
            return plainOperand();
        }
        int opening = open();
        Syntax.Operand inner = operand();
        close(opening);
        return inner;
    }

    private Syntax.Operand plainOperand() {
        if (tokens.at(Token.Kind.VALUE_PLACEHOLDER)) {
            return new Syntax.Value(tokens.require(Token.Kind.VALUE_PLACEHOLDER).text());
        }
        if (tokens.at(Token.Kind.NAME) && tokens.followedBy(Token.Kind.LEFT_PARENTHESIS)) {
            String name = tokens.require(Token.Kind.NAME).text();
            enterOperator();
            List<Syntax.Operand> arguments = operands();
            openOperators--;
            return new Syntax.Function(name, arguments);
        }
        return tokens.path();
    }

    /** {@code '(' operand ( ',' operand )* ')'}. */
    private List<Syntax.Operand> operands() {
        tokens.require(Token.Kind.LEFT_PARENTHESIS);
        List<Syntax.Operand> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (tokens.take(Token.Kind.COMMA));
        tokens.require(Token.Kind.RIGHT_PARENTHESIS);
        return List.copyOf(operands);
    }

    /** A lone operand where a condition must stand is noticed at the token after it. */
    private void requireCondition(Syntax syntax) {
        if (syntax instanceof Syntax.Operand && !(syntax instanceof Syntax.Function)) {
            throw tokens.syntaxError();
        }
    }

    /** Takes an opening parenthesis; returns which token it is. */
    private int open() {
        openParentheses++;
        if (openParentheses > MAX_PARENTHESES) {
            throw redundantParentheses();
        }
        int opening = tokens.position();
        tokens.require(Token.Kind.LEFT_PARENTHESIS);
        return opening;
    }

    /** Takes the parenthesis that closes {@code opening}; the pair is redundant when it holds nothing but a pair. */
    private void close(int opening) {
        int closing = tokens.position();
        tokens.require(Token.Kind.RIGHT_PARENTHESIS);
        hasRedundantParentheses |= lastOpening == opening + 1 && lastClosing == closing - 1;
        lastOpening = opening;
        lastClosing = closing;
        openParentheses--;
    }

    private void enterOperator() {
        openOperators++;
        if (openOperators > OperatorCount.MAX_OPERATORS) {
            throw kind.invalid(OperatorCount.TOO_MANY_OPERATORS);
        }
    }

    private InvalidExpressionException redundantParentheses() {
        return kind.invalid("The expression has redundant parentheses;");
    }
}
