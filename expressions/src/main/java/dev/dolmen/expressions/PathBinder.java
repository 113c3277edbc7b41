package dev.dolmen.expressions;

import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.List;

/** Resolves the placeholders of a document path. */
final class PathBinder {
    private PathBinder() {}

    /** @throws InvalidExpressionException when the path is too deep or a placeholder undefined */
    static DocumentPath bind(Syntax.Path path, ExpressionKind kind, Placeholders placeholders) {
        List<Syntax.Step> steps = path.steps();
        if (steps.size() > ItemLimits.MAX_DEPTH) {
            throw kind.invalid("The document path has too many nesting levels; nesting levels: " + steps.size());
        }
        List<DocumentPath.Element> elements = new ArrayList<>(steps.size());
        for (Syntax.Step step : steps) {
            if (step instanceof Syntax.NameStep name) {
                elements.add(new DocumentPath.Name(name.name()));
            } else if (step instanceof Syntax.PlaceholderStep placeholder) {
                elements.add(new DocumentPath.Name(placeholders.name(placeholder.placeholder(), kind)));
            } else if (step instanceof Syntax.IndexStep index) {
                elements.add(new DocumentPath.Index(index.index()));
            }
        }
        return new DocumentPath(elements);
    }
}
