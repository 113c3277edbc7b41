package dev.dolmen.table;

import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.ValidationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of tables that may be given as long as they ask for nothing: what is not there is refused, not ignored. */
final class UnsupportedSettings {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private UnsupportedSettings() {}

    /** The checks of a stream's members by themselves. */
    static void constrain(Constraints constraints, @Nullable StreamSpecification stream) {
        if (stream != null) {
            constraints
                    .notNull("streamSpecification.streamEnabled", stream.streamEnabled())
                    .oneOf(
                            "streamSpecification.streamViewType",
                            stream.streamViewType(),
                            List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"));
        }
    }

    /** The checks of an encryption's members by themselves. */
    static void constrain(Constraints constraints, @Nullable SSESpecification encryption) {
        if (encryption != null) {
            constraints.oneOf("sSESpecification.sSEType", encryption.sseType(), List.of("AES256", "KMS"));
        }
    }

    /**
     * Whether a new table is to have a stream.
     *
     * @throws ValidationException when the members do not go together
     */
    static boolean asksFor(@Nullable StreamSpecification stream) {
        if (stream == null) {
            return false;
        }
        boolean enabled = Boolean.TRUE.equals(stream.streamEnabled());
        if (enabled && stream.streamViewType() == null) {
            throw invalid("Table is being created with a stream enabled, UpdateViewType is required");
        }
        if (!enabled && stream.streamViewType() != null) {
            throw invalid("Table is being created with a stream disabled, UpdateViewType should not be specified");
        }
        return enabled;
    }

    /**
     * Whether a table is to be given a stream. No table has one to disable.
     *
     * @throws ValidationException when the members do not go together, or ask for the end of a stream
     */
    static boolean asksToEnable(@Nullable StreamSpecification stream, String table) {
        if (stream == null) {
            return false;
        }
        boolean enabled = Boolean.TRUE.equals(stream.streamEnabled());
        if (enabled && stream.streamViewType() == null) {
            throw invalid("If stream is being enabled then UpdateViewType is required");
        }
        if (!enabled && stream.streamViewType() != null) {
            throw invalid("If stream is being disabled, then UpdateViewType must not be specified");
        }
        if (!enabled) {
            throw new ValidationException("Table has no stream to disable: TableName: " + table);
        }
        return true;
    }

    /**
     * Whether an encryption is asked for that is not there.
     *
     * @throws ValidationException when the members do not go together
     */
    static boolean asksFor(@Nullable SSESpecification encryption) {
        if (encryption == null) {
            return false;
        }
        if (Boolean.FALSE.equals(encryption.enabled())) {
            if (encryption.sseType() != null) {
                throw invalid("SSEType can not be specified if Enabled is false");
            }
            if (encryption.kmsMasterKeyId() != null) {
                throw invalid("KMSMasterKeyId can not be specified if Enabled is false");
            }
            return false;
        }
        if ("AES256".equals(encryption.sseType())) {
            throw invalid("SSEType AES256 is not supported");
        }
        if (encryption.kmsMasterKeyId() != null && encryption.sseType() == null) {
            throw invalid("SSEType KMS is required if KMSMasterKeyId is specified");
        }
        return encryption.enabled() != null || encryption.sseType() != null;
    }

    /**
     * Whether a table is to be encrypted in a way that is not there.
     *
     * @throws ValidationException when the members do not go together, or ask for what is so by default
     */
    static boolean asksToChange(@Nullable SSESpecification encryption) {
        if (encryption != null && !asksFor(encryption)) {
            throw invalid("Table is already encrypted by default");
        }
        return encryption != null;
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
