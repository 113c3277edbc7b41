package dev.dolmen.expressions;

import java.util.List;

/** Refuses document paths of which one leads through another, or which treat one value as both map and list. */
final class PathOverlaps {
    private PathOverlaps() {}

    /** Reports the pair whose first path comes last, as DynamoDB does. */
    static void requireNone(List<DocumentPath> paths, ExpressionKind kind) {
        for (int i = paths.size() - 2; i >= 0; i--) {
            for (int j = i + 1; j < paths.size(); j++) {
                requireApart(paths.get(i), paths.get(j), kind);
            }
        }
    }

    private static void requireApart(DocumentPath one, DocumentPath two, ExpressionKind kind) {
        int common = Math.min(one.elements().size(), two.elements().size());
        for (int i = 0; i < common; i++) {
            DocumentPath.Element a = one.elements().get(i);
            DocumentPath.Element b = two.elements().get(i);
            if (a.getClass() != b.getClass()) {
                throw clash("conflict", one, two, kind);
            }
            if (!a.equals(b)) {
                return;
            }
        }
        throw clash("overlap", one, two, kind);
    }

    private static InvalidExpressionException clash(
            String how, DocumentPath one, DocumentPath two, ExpressionKind kind) {
        return kind.invalid("Two document paths " + how + " with each other; must remove or rewrite one of these paths;"
                + " path one: " + one + ", path two: " + two);
    }
}
