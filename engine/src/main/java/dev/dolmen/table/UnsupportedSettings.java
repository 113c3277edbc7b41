package dev.dolmen.table;

import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.ValidationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of tables that may be given as long as they ask for nothing: what is not there is refused, not ignored. */
final class UnsupportedSettings {

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
     * Whether a stream is asked for.
     *
     * @throws ValidationException when the members do not go together
     */
    static boolean asksFor(@Nullable StreamSpecification stream) {
        if (stream == null) {
            return false;
        }
        boolean enabled = Boolean.TRUE.equals(stream.streamEnabled());
        if (enabled && stream.streamViewType() == null) {
            throw new ValidationException(
                    "Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams.");
        }
        if (!enabled && stream.streamViewType() != null) {
            throw new ValidationException(
                    "Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType was present.");
        }
        return enabled;
    }

    /** Whether an encryption is asked for that is not there, or details of one. */
    static boolean asksFor(@Nullable SSESpecification encryption) {
        return encryption != null
                && (Boolean.TRUE.equals(encryption.enabled())
                        || encryption.sseType() != null
                        || encryption.kmsMasterKeyId() != null);
    }
}
