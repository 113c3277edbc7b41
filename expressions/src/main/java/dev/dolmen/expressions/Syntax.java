package dev.dolmen.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition or operand as written: placeholders not yet resolved, so that one parsed text serves every request that
 * repeats it. Immutable.
 */
sealed interface Syntax {

    /** What a comparison or function works on. */
    sealed interface Operand extends Syntax permits Path, Value, Function {}

    /**
     * {@code a.#b[3]}.
     *
     * @param complete the path itself where it needs no placeholder, so that requests need not make it anew
     */
    record Path(List<Step> steps, dev.dolmen.expressions.Operand.@Nullable Attribute complete) implements Operand {

        static Path of(List<Step> steps) {
            return new Path(List.copyOf(steps), PathBinder.complete(steps));
        }
    }

    /** {@code :value}. @param placeholder with its colon */
    record Value(String placeholder) implements Operand {}

    /** {@code name(argument, …)}: a condition, or, for {@code size}, an operand. */
    record Function(String name, List<Operand> arguments) implements Operand {}

    /** One condition after another, all joined by AND or all by OR. @param terms at least two */
    record Junction(boolean isAnd, List<Syntax> terms) implements Syntax {}

    record Negation(Syntax term) implements Syntax {}

    record Comparison(Operand left, Comparator comparator, Operand right) implements Syntax {}

    record Between(Operand value, Operand low, Operand high) implements Syntax {}

    record In(Operand value, List<Operand> candidates) implements Syntax {}

    /** One element of a path. */
    sealed interface Step permits NameStep, PlaceholderStep, IndexStep {}

    record NameStep(String name) implements Step {}

    /** @param placeholder with its number sign */
    record PlaceholderStep(String placeholder) implements Step {}

    /** @param digits as written: whether they are in range is checked when names are */
    record IndexStep(String digits) implements Step {
        /** Requires: {@link #isInRange()}. */
        int index() {
            return Integer.parseInt(digits);
        }

        boolean isInRange() {
            return digits.length() < 10 || (digits.length() == 10 && Long.parseLong(digits) <= Integer.MAX_VALUE);
        }
    }
}
