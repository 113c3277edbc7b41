package dev.dolmen.expressions;

import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves the placeholders of a document path. */
final class PathBinder {
    private static final int CACHED_ATTRIBUTES = 512;

    /** Longer names are not worth the memory. */
    private static final int MAX_CACHED_CHARACTERS = 64;

    /** The paths of top-level attributes that placeholders stand for, by their names: most requests repeat them. */
    private static final ExpressionCache<Operand.Attribute> ATTRIBUTES = new ExpressionCache<>(CACHED_ATTRIBUTES);

    private PathBinder() {}

    /** The path these steps make without placeholders, or {@code null} when that cannot be said yet, or is refused. */
    static Operand.@Nullable Attribute complete(List<Syntax.Step> steps) {
        for (Syntax.Step step : steps) {
            boolean unresolved = step instanceof Syntax.PlaceholderStep;
            if (unresolved || (step instanceof Syntax.IndexStep index && !index.isInRange())) {
                return null;
            }
        }
        if (steps.size() > ItemLimits.MAX_DEPTH) {
            return null;
        }
        return new Operand.Attribute(resolve(steps, ExpressionKind.CONDITION, Placeholders.none()));
    }

    /** @throws InvalidExpressionException when the path is too deep or a placeholder undefined */
    static Operand.Attribute bind(Syntax.Path path, ExpressionKind kind, Placeholders placeholders) {
        if (path.complete() != null) {
            return path.complete();
        }
        List<Syntax.Step> steps = path.steps();
        if (steps.size() == 1 && steps.get(0) instanceof Syntax.PlaceholderStep placeholder) {
            return attribute(placeholders.name(placeholder.placeholder(), kind));
        }
        if (steps.size() > ItemLimits.MAX_DEPTH) {
            throw kind.invalid("The document path has too many nesting levels; nesting levels: " + steps.size());
        }
        return new Operand.Attribute(resolve(steps, kind, placeholders));
    }

    private static Operand.Attribute attribute(String name) {
        return name.length() > MAX_CACHED_CHARACTERS
                ? attributeOf(name)
                : ATTRIBUTES.get(name, PathBinder::attributeOf);
    }

    private static Operand.Attribute attributeOf(String name) {
        return new Operand.Attribute(DocumentPath.attribute(name));
    }

    private static DocumentPath resolve(List<Syntax.Step> steps, ExpressionKind kind, Placeholders placeholders) {
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
