package dev.dolmen.table;

import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which attributes a read by key is to return: what {@code GetItem} and the batches and transactions of reads share. */
record ProjectionParameters(
        @Nullable String projectionExpression,
        @Nullable Map<String, String> names,
        @Nullable List<String> attributesToGet) {

    /**
     * What comes before the keys of what is read are looked at.
     *
     * @throws dev.dolmen.expressions.InvalidExpressionException when the parameters do not go together
     */
    void requireOneStyle() {
        List<String> expressions = projectionExpression == null ? List.of() : List.of("ProjectionExpression");
        ParameterRules.requireOneStyle(attributesToGet == null ? List.of() : List.of("AttributesToGet"), expressions);
        ParameterRules.requireExpressions(names != null, false, expressions, List.of());
    }

    /** The projection, compiled; null for whole items. {@code InvalidExpressionException} tells what is wrong with it. */
    @Nullable
    Projection compile() {
        if (projectionExpression != null) {
            Placeholders placeholders = new Placeholders(names, null);
            Projection projection = Projection.parse(projectionExpression, placeholders);
            placeholders.requireAllUsed();
            return projection;
        }
        return attributesToGet == null ? null : LegacyConditions.attributesToGet(attributesToGet);
    }
}
