package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The paths of a projection, joined where they share a beginning. A node without branches selects the whole value. */
final class ProjectionTree {
    private final Map<String, ProjectionTree> members = new LinkedHashMap<>();
    private final SortedMap<Integer, ProjectionTree> elements = new TreeMap<>();

    private ProjectionTree() {}

    static ProjectionTree of(List<DocumentPath> paths) {
        ProjectionTree root = new ProjectionTree();
        for (DocumentPath path : paths) {
            ProjectionTree node = root;
            for (DocumentPath.Element element : path.elements()) {
                node = node.branch(element);
            }
        }
        return root;
    }

    private ProjectionTree branch(DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name) {
            return members.computeIfAbsent(name.name(), n -> new ProjectionTree());
        } else if (element instanceof DocumentPath.Index index) {
            return elements.computeIfAbsent(index.index(), i -> new ProjectionTree());
        }
        throw new AssertionError("neither name nor index: " + element);
    }

    Item select(EncodedItem item) {
        return Item.of(selectMembers(item::get));
    }

    private @Nullable AttributeValue select(EncodedValue value) {
        if (members.isEmpty() && elements.isEmpty()) {
            return value.decode();
        }
        if (!elements.isEmpty()) {
            List<AttributeValue> selected = selectElements(value);
            return selected.isEmpty() ? null : AttributeValue.l(selected);
        }
        Map<String, AttributeValue> selected = selectMembers(value::member);
        return selected.isEmpty() ? null : AttributeValue.m(selected);
    }

    private Map<String, AttributeValue> selectMembers(Function<String, @Nullable EncodedValue> container) {
        Map<String, AttributeValue> selected = new LinkedHashMap<>();
        members.forEach((name, branch) -> {
            EncodedValue member = container.apply(name);
            AttributeValue part = member == null ? null : branch.select(member);
            if (part != null) {
                selected.put(name, part);
            }
        });
        return selected;
    }

    private List<AttributeValue> selectElements(EncodedValue list) {
        List<AttributeValue> selected = new ArrayList<>();
        elements.forEach((index, branch) -> {
            EncodedValue element = list.element(index);
            AttributeValue part = element == null ? null : branch.select(element);
            if (part != null) {
                selected.add(part);
            }
        });
        return selected;
    }
}
