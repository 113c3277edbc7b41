package dev.dolmen.expressions;

import static dev.dolmen.expressions.Attr.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleConditionsTest {

    private static final Condition INACTIVE = attr("status").eq("inactive");

    @Test
    void mostConditionsAre() {
        assertThat(List.of(
                        INACTIVE,
                        attr("visits").lt(3),
                        attr("address.lines[2]").exists(),
                        attr("id").notExists(),
                        attr("active").ne(true).negate(),
                        INACTIVE.and(attr("visits").ge(1)).or(attr("a").notExists())))
                .allMatch(SimpleConditions::isSimple);
    }

    @Test
    void notWhatIsManyOrLong() {
        String kilobytes = "x".repeat(5000);
        assertThat(List.of(
                        new Condition.And(Collections.nCopies(301, INACTIVE)),
                        attr(kilobytes).exists(),
                        attr("status").eq(kilobytes),
                        attr("a.b".repeat(33)).exists()))
                .noneMatch(SimpleConditions::isSimple);
    }

    @Test
    void notWhatOnlyItsTextIsRefusedFor() {
        Operand status = new Operand.Attribute(DocumentPath.attribute("status"));
        DocumentPath before = new DocumentPath(List.of(new DocumentPath.Name("list"), new DocumentPath.Index(-1)));
        assertThat(List.of(
                        new Condition.And(List.of()),
                        new Condition.Comparison(status, Comparator.LT, new Operand.Literal(AttributeValue.bool(true))),
                        new Condition.Comparison(status, Comparator.EQ, status),
                        attr(before).exists(),
                        attr(DocumentPath.attribute("")).exists()))
                .noneMatch(SimpleConditions::isSimple);
    }
}
