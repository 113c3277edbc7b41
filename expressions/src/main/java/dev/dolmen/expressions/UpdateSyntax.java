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
 */
record UpdateSyntax(List<Assignment> sets, List<Syntax.Path> removes, List<Change> adds, List<Change> deletes) {

    UpdateSyntax {
        sets = List.copyOf(sets);
        removes = List.copyOf(removes);
        adds = List.copyOf(adds);
        deletes = List.copyOf(deletes);
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
