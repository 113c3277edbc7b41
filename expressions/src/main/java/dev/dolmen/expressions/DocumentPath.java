package dev.dolmen.expressions;

import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a value sits inside an item: a top-level attribute, then any number of map members and list elements.
 *
 * @param elements at least one; the first is a name
 */
public record DocumentPath(List<Element> elements) {

    /** One step of a path. */
    public sealed interface Element permits Name, Index {}

    /** An attribute of the item, or a member of a map. Any characters: placeholders have been resolved. */
    public record Name(String name) implements Element {

        /** @throws dev.dolmen.item.InvalidItemException when the name is not well-formed, and so that of no attribute */
        public Name {
            ItemLimits.requireWellFormed(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An element of a list, counted from 0. */
    public record Index(int index) implements Element {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    public DocumentPath {
        elements = List.copyOf(elements);
        if (elements.isEmpty() || !(elements.get(0) instanceof Name)) {
            throw new IllegalArgumentException("a document path starts with an attribute's name: " + elements);
        }
    }

    /** The path of a top-level attribute; the name is taken as it is, dots and brackets included. */
    public static DocumentPath attribute(String name) {
        return new DocumentPath(List.of(new Name(name)));
    }

    /**
     * Reads {@code name.member[0]}. Names may have any characters but dots and brackets.
     *
     * @throws IllegalArgumentException when a name is empty or an index no number
     * @throws dev.dolmen.item.InvalidItemException when a name is not well-formed
     */
    public static DocumentPath parse(String text) {
        List<Element> elements = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            if (name.isEmpty() || name.indexOf(']') >= 0) {
                throw new IllegalArgumentException("not a document path: " + text);
            }
            elements.add(new Name(name));
            if (bracket >= 0) {
                parseIndexes(text, part.substring(bracket), elements);
            }
        }
        return new DocumentPath(elements);
    }

    private static void parseIndexes(String text, String brackets, List<Element> into) {
        if (!brackets.matches("(\\[\\d{1,9}])+")) {
            throw new IllegalArgumentException("not a document path: " + text);
        }
        for (String index : brackets.substring(1, brackets.length() - 1).split("]\\[")) {
            into.add(new Index(Integer.parseInt(index)));
        }
    }

    /** The top-level attribute the path starts at. */
    public String root() {
        return ((Name) elements.get(0)).name();
    }

    /** Whether the path leads below a top-level attribute. */
    public boolean isNested() {
        return elements.size() > 1;
    }

    /** As DynamoDB's messages print a path: {@code [a, [0], b]}. */
    @Override
    public String toString() {
        return elements.toString();
    }
}
