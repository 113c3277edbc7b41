package dev.dolmen.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon resource names of tables, which requests may give wherever they name a table. This store is no region and has no
 * accounts: any ARN of a table means the table of that name here, so a program keeps the ARNs it uses in AWS.
 */
public final class TableArn {

    /** Where all tables are, as their names say it: no region and no account of AWS's. */
    private static final String OWN_PREFIX = "arn:aws:dynamodb:dolmen:000000000000:table/";

    private static final String SCHEME = "arn:";
    private static final Pattern TABLE = Pattern.compile("arn:[^:]+:dynamodb:[^:]+:[^:]+:table/(?<name>[^/:]+)");
    private static final int MIN_NAME_LENGTH = 3;
    private static final int MAX_NAME_LENGTH = 255;

    private TableArn() {}

    /** The ARN of the table of that name in this store. */
    public static String of(String tableName) {
        return OWN_PREFIX + tableName;
    }

    /** Letters, digits, underscores, hyphens and dots. By hand, for every request comes by here. */
    private static boolean isName(String name) {
        if (name.length() < MIN_NAME_LENGTH || name.length() > MAX_NAME_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '.'
                    || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** The name in the ARN of a table; null when this is none. */
    public static @Nullable String nameIn(String arn) {
        var parts = TABLE.matcher(arn);
        return parts.matches() && isName(parts.group("name")) ? parts.group("name") : null;
    }

    /**
     * The name of the table that a request means.
     *
     * @param nameOrArn as the caller gave it
     * @throws ValidationException when it is neither a possible name nor the ARN of a table
     */
    public static String tableName(String nameOrArn) {
        String name = nameOrArn;
        if (nameOrArn.startsWith(SCHEME)) {
            var arn = TABLE.matcher(nameOrArn);
            if (!arn.matches()) {
                // DynamoDB's text, the missing space included.
                throw new ValidationException("Valid ARN format is 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:"
                        + "resourceType/resourceName', where Resource name must have length less than or equal to 255,"
                        + " Resource name must have length greater than or equal to 3, Resource name must"
                        + " satisfyregular expression pattern: [a-zA-Z0-9_.-]+");
            }
            name = arn.group("name");
        }
        if (!isName(name)) {
            throw new ValidationException("Invalid table/index name.  Table/index names must be between 3 and 255"
                    + " characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
        }
        return name;
    }
}
