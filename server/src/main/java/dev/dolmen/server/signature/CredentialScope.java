package dev.dolmen.server.signature;

import org.jspecify.annotations.Nullable;

/**
 * Whose key signs, and for what: the credential of a signature, {@code KEY/DATE/REGION/SERVICE/aws4_request}.
 *
 * @param date the day, as {@code 20261121}
 */
public record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {

    /** What ends every scope. */
    public static final String TERMINATOR = "aws4_request";

    private static final int PARTS = 5;

    /** The parts of a credential; null when there are not five of them. */
    public static @Nullable CredentialScope parse(String credential) {
        String[] parts = credential.split("/", -1);
        return parts.length == PARTS ? new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]) : null;
    }

    /** All but the key. */
    String scope() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
