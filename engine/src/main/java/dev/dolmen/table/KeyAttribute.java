package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.ItemLimits;

/**
 * An attribute that is part of a key.
 *
 * @param type S, N or B
 */
public record KeyAttribute(String name, AttributeType type) {

    /** @throws dev.dolmen.item.InvalidItemException when the name is not well-formed, and so that of no attribute */
    public KeyAttribute {
        ItemLimits.requireWellFormed(name);
        // Programs write names as literals: whoever looks for this one meets the same object, and compares no
        // characters.
        name = name.intern();
    }
}
