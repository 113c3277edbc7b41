package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The actions of an update, joined where their paths share a beginning. All of them see the item as it was: list indexes
 * are those from before the update, whatever else is removed, and what is set past the end of a list is appended in the
 * order of the indexes.
 */
final class UpdateTree {
    private final Map<String, UpdateTree> members = new LinkedHashMap<>();
    private final SortedMap<Integer, UpdateTree> elements = new TreeMap<>();

    /** What is done here; null where paths lead on. */
    private @Nullable UpdateAction action;

    private UpdateTree() {}

    /** Requires: no path leads through another. */
    static UpdateTree of(List<UpdateAction> actions) {
        UpdateTree root = new UpdateTree();
        for (UpdateAction action : actions) {
            UpdateTree node = root;
            for (DocumentPath.Element element : action.path().elements()) {
                node = node.branch(element);
            }
            node.action = action;
        }
        return root;
    }

    private UpdateTree branch(DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name) {
            return members.computeIfAbsent(name.name(), n -> new UpdateTree());
        } else if (element instanceof DocumentPath.Index index) {
            return elements.computeIfAbsent(index.index(), i -> new UpdateTree());
        }
        throw new AssertionError("neither name nor index: " + element);
    }

    /** As {@link Update#changes}. */
    Map<String, @Nullable AttributeValue> changes(EncodedItem item) {
        Map<String, @Nullable AttributeValue> changes = new LinkedHashMap<>();
        members.forEach((name, node) -> {
            EncodedValue current = item.get(name);
            changes.put(name, node.apply(item, current == null ? null : current.decode()));
        });
        return changes;
    }

    private @Nullable AttributeValue apply(EncodedItem item, @Nullable AttributeValue current) {
        if (action != null) {
            return action.apply(item, current);
        }
        if (!members.isEmpty() && current instanceof AttributeValue.M map) {
            return AttributeValue.m(members(item, map.value()));
        }
        if (!elements.isEmpty() && current instanceof AttributeValue.L list) {
            return AttributeValue.l(elements(item, list.value()));
        }
        throw new InapplicableUpdateException(
                "The document path provided in the update expression is invalid for update");
    }

    private Map<String, AttributeValue> members(EncodedItem item, Map<String, AttributeValue> current) {
        Map<String, AttributeValue> changed = new LinkedHashMap<>(current);
        members.forEach((name, node) -> {
            AttributeValue value = node.apply(item, current.get(name));
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        return changed;
    }

    private List<AttributeValue> elements(EncodedItem item, List<AttributeValue> current) {
        List<AttributeValue> changed = new ArrayList<>(current.size() + elements.size());
        for (int i = 0; i < current.size(); i++) {
            UpdateTree node = elements.get(i);
            AttributeValue value = node == null ? current.get(i) : node.apply(item, current.get(i));
            if (value != null) {
                changed.add(value);
            }
        }
        elements.tailMap(current.size()).forEach((index, node) -> {
            AttributeValue value = node.apply(item, null);
            if (value != null) {
                changed.add(value);
            }
        });
        return changed;
    }
}
