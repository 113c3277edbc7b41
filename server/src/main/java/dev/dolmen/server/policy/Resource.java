package dev.dolmen.server.policy;

import dev.dolmen.model.TableArn;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is about.
 *
 * @param path the last part of its ARN: {@code table/NAME}, {@code table/NAME/index/NAME}, or {@code *}
 * @param name as clients are told: its ARN, or {@code *}
 */
public record Resource(String path, String name) {

    /** Of operations that are about no table, or about all of them. */
    public static final Resource ALL = new Resource("*", "*");

    private static final String TABLE = "table/";

    /**
     * The table that a request names.
     *
     * @param nameOrArn as the request gives it: any ARN of a table means the table of that name here. What is neither is a
     *     name that no table has
     */
    public static Resource table(@Nullable String nameOrArn) {
        String given = nameOrArn == null ? "" : nameOrArn;
        String inArn = TableArn.nameIn(given);
        String name = inArn == null ? given : inArn;
        return new Resource(TABLE + name, TableArn.of(name));
    }

    /** An index of the table that a request names; the table itself when it names no index. */
    public static Resource index(@Nullable String tableNameOrArn, @Nullable String index) {
        Resource table = table(tableNameOrArn);
        return index == null ? table : new Resource(table.path() + "/index/" + index, table.name() + "/index/" + index);
    }

    /** The table that a request names by its ARN alone; what is no ARN of a table is no resource that anybody knows. */
    public static Resource arn(@Nullable String arn) {
        if (arn == null || arn.isEmpty()) {
            return ALL;
        }
        return TableArn.nameIn(arn) == null ? new Resource(arn, arn) : table(arn);
    }
}
