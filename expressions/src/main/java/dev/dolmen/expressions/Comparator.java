package dev.dolmen.expressions;

/** The six comparison operators. */
public enum Comparator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    /** As expressions write it. */
    public String symbol() {
        return symbol;
    }

    /** Whether operands must be of a type that has an order: S, N or B. */
    boolean isOrdering() {
        return this != EQ && this != NE;
    }

    /** The operator that says the same with its operands exchanged. */
    Comparator mirrored() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }

    /** Whether the operator holds for operands that compare like this; for the ordering ones and EQ. */
    boolean holds(int comparison) {
        return switch (this) {
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
        };
    }

    static Comparator of(String symbol) {
        for (Comparator comparator : values()) {
            if (comparator.symbol.equals(symbol)) {
                return comparator;
            }
        }
        throw new AssertionError("no comparator is written " + symbol);
    }
}
