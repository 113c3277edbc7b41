package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ItemLimits;
import java.util.List;

/**
 * Tells conditions that keep every rule of expressions, as can be seen at a glance: few terms, short names, scalars of a
 * size. Writing such a condition as text and parsing that would find no fault and give the condition again, so a program
 * that has built it may have it tested as it is. Of any other, the text has to say whether it may be.
 */
public final class SimpleConditions {

    /** Far below 300 operators, and with names and placeholders of some bytes each below 4 KB of text. */
    private static final int MOST_TERMS = 16;

    private static final int MOST_CHARACTERS = 1024;
    private static final int LONGEST_PATH = 8;

    private int terms;

    private SimpleConditions() {}

    /** Whether the condition keeps all rules for sure. */
    public static boolean isSimple(Condition condition) {
        return new SimpleConditions().accepts(condition);
    }

    private boolean accepts(Condition condition) {
        if (++terms > MOST_TERMS) {
            return false;
        }
        if (condition instanceof Condition.Comparison comparison) {
            return isPath(comparison.left())
                    && comparison.right() instanceof Operand.Literal literal
                    && isShort(literal.value())
                    && (!comparison.comparator().isOrdering()
                            || literal.staticType().isOrdered());
        } else if (condition instanceof Condition.Existence existence) {
            return isPath(existence.attribute());
        } else if (condition instanceof Condition.And and) {
            return accept(and.terms());
        } else if (condition instanceof Condition.Or or) {
            return accept(or.terms());
        } else if (condition instanceof Condition.Not not) {
            return accepts(not.term());
        }
        return false;
    }

    private boolean accept(List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!accepts(conditions.get(i))) {
                return false;
            }
        }
        return !conditions.isEmpty();
    }

    private static boolean isPath(Operand operand) {
        if (!(operand instanceof Operand.Attribute attribute)) {
            return false;
        }
        List<DocumentPath.Element> elements = attribute.path().elements();
        for (int i = 0; i < elements.size(); i++) {
            if (!isStep(elements.get(i))) {
                return false;
            }
        }
        return elements.size() <= LONGEST_PATH;
    }

    private static boolean isStep(DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name) {
            return name.name().length() <= MOST_CHARACTERS && ItemLimits.faultOfName(name.name()) == null;
        }
        return element instanceof DocumentPath.Index index && index.index() >= 0;
    }

    private static boolean isShort(AttributeValue value) {
        if (value instanceof AttributeValue.S text) {
            return text.value().length() <= MOST_CHARACTERS;
        }
        return value instanceof AttributeValue.N || value instanceof AttributeValue.BOOL;
    }
}
