package dev.dolmen.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update as written: placeholders not yet resolved. Immutable.
 *
 * @param sets of the SET section
 * @param removes of the REMOVE section
 * @param adds of the ADD section
 * @param deletes of the DELETE section
 * @param targets the paths of all of these, in the order of the text
 * @param twice the first section that is there twice; null when none is
 */
record UpdateSyntax(
        List<Assignment> sets,
        List<Syntax.Path> removes,
        List<Change> adds,
        List<Change> deletes,
        List<Syntax.Path> targets,
        @Nullable String twice) {

    UpdateSyntax {
        sets = List.copyOf(sets);
        removes = List.copyOf(removes);
        adds = List.copyOf(adds);
        deletes = List.copyOf(deletes);
        targets = List.copyOf(targets);
    }

    /**
     * {@code path = left}, {@code path = left + right} or {@code path = left - right}.
     *
     * @param sign {@code +} or {@code -}; null when there is one operand
     */
    record Assignment(Syntax.Path path, Syntax.Operand left, @Nullable String sign, Syntax.@Nullable Operand right) {}

    /** {@code path :value}. */
    record Change(Syntax.Path path, Syntax.Value value) {}
}
