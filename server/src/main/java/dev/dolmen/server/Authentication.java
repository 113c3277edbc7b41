package dev.dolmen.server;

import dev.dolmen.server.credentials.AccessKey;
import dev.dolmen.server.signature.CredentialScope;
import dev.dolmen.server.signature.SigningProcess;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Finds out whose a request is: its signature must be right, made lately, by a key that is known. Faults are told in the
 * order and in the words of the service: time, headers, algorithm, scope, key, signature, token.
 */
final class Authentication implements Gate {

    private static final String SERVICE = "dynamodb";
    private static final String INCOMPLETE = "IncompleteSignatureException";
    private static final String INVALID = "InvalidSignatureException";
    private static final String UNRECOGNIZED = "UnrecognizedClientException";
    private static final String UNKNOWN_TOKEN = "The security token included in the request is invalid";

    /** Which says what is asked for, so a signature that does not cover it would be one for everything. */
    private static final String TARGET = "X-Amz-Target";

    private static final String BODY_HASH = "X-Amz-Content-SHA256";

    private final Credentials credentials;
    private final SignatureTime time;

    Authentication(Credentials credentials, SignatureTime time) {
        this.credentials = credentials;
        this.time = time;
    }

    @Override
    public Caller admit(Exchange exchange, byte[] body) throws RefusedException {
        Signature signature = Signature.of(exchange);
        String signedAt = time.requireCurrent(signature);
        List<String> signedHeaders =
                List.of(signature.signedHeaders().toLowerCase(Locale.ROOT).split(";"));
        requireSigned(signedHeaders, "host", "'Host' or ':authority'");
        if (!signature.algorithm().equals(SigningProcess.ALGORITHM)) {
            throw refused(
                    INCOMPLETE,
                    "Unsupported AWS 'algorithm': '" + signature.algorithm() + "' (only " + SigningProcess.ALGORITHM
                            + " for now). ");
        }
        CredentialScope scope = scope(signature, signedAt);
        AccessKey key = credentials.key(scope.accessKeyId());
        if (key == null || key.needsToken() && signature.sessionToken() == null) {
            throw refused(UNRECOGNIZED, UNKNOWN_TOKEN + ".");
        }
        requireSigned(signedHeaders, TARGET.toLowerCase(Locale.ROOT), "'" + TARGET + "'");
        SigningProcess process = SigningProcess.of(exchange.signable(body), signedHeaders, signedAt, scope);
        String told = exchange.header(BODY_HASH);
        if (!key.signed(process, scope, bytes(signature.value()))
                || told != null && !told.equalsIgnoreCase(process.bodyHash())) {
            throw refused(INVALID, mismatch(process));
        }
        if (signature.sessionToken() != null && !key.hasToken(signature.sessionToken())) {
            throw refused(UNRECOGNIZED, UNKNOWN_TOKEN);
        }
        return Caller.of(key.user());
    }

    private static void requireSigned(List<String> signedHeaders, String header, String name) throws RefusedException {
        if (!signedHeaders.contains(header)) {
            throw refused(INVALID, name + " must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static CredentialScope scope(Signature signature, String signedAt) throws RefusedException {
        CredentialScope scope = CredentialScope.parse(signature.credential());
        if (scope == null) {
            throw refused(
                    INCOMPLETE,
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                            + signature.credential() + "'");
        }
        StringBuilder faults = new StringBuilder();
        if (scope.region().isEmpty()) {
            faults.append("Credential should be scoped to a valid region, not ''. ");
        }
        if (!scope.service().equals(SERVICE)) {
            faults.append("Credential should be scoped to correct service: '" + SERVICE + "'. ");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            faults.append("Credential should be scoped with a valid terminator: '" + CredentialScope.TERMINATOR
                    + "', not '" + scope.terminator() + "'. ");
        }
        String day = SignatureTime.day(signedAt);
        if (!scope.date().equals(day)) {
            faults.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + scope.date() + "' != '" + day + "', from '" + signedAt + "'.");
        }
        if (!faults.isEmpty()) {
            throw refused(INVALID, faults.toString());
        }
        return scope;
    }

    /** The bytes of a signature; none, which are no signature, when these are no digits. */
    private static byte[] bytes(String signature) {
        try {
            return HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Tells a client what it should have signed, all of which it sent itself. */
    private static String mismatch(SigningProcess process) {
        return "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                + " Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical"
                + " String for this request should have been\n'" + process.canonicalRequest()
                + "'\n\nThe String-to-Sign should have been\n'" + process.stringToSign() + "'\n";
    }

    private static RefusedException refused(String type, String message) {
        return new RefusedException(Refusal.unsigned(type, message));
    }
}
