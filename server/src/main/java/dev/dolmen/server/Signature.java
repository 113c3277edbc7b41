package dev.dolmen.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings of a signature, in its {@code Authorization} header or in its query (AWS Signature Version 4). Every
 * SDK puts it into the header. Whose signature it is, and whether it is right, is another question
 * ({@link Authentication}).
 *
 * @param credential key and scope
 * @param signedHeaders the names of the headers that are signed, with semicolons between them
 * @param value the signature itself, in hexadecimal digits
 * @param date when it was made
 * @param lifetime for how many seconds it is good, if it says so itself, which it can in the query; null otherwise
 * @param sessionToken null when there is none
 */
record Signature(
        String algorithm,
        String credential,
        String signedHeaders,
        String value,
        String date,
        @Nullable String lifetime,
        @Nullable String sessionToken) {

    private static final String AUTHORIZATION = "Authorization";
    private static final String SCHEME = "AWS4-";

    private static final Pattern SEPARATORS = Pattern.compile("[, ]+");

    private static final String CREDENTIAL = "Credential";
    private static final String SIGNATURE = "Signature";
    private static final String SIGNED_HEADERS = "SignedHeaders";
    private static final List<String> HEADER_PARAMETERS = List.of(CREDENTIAL, SIGNATURE, SIGNED_HEADERS);

    private static final String IN_QUERY = "X-Amz-";
    private static final String ALGORITHM = IN_QUERY + "Algorithm";
    private static final String DATE = IN_QUERY + "Date";
    private static final String TOKEN = IN_QUERY + "Security-Token";
    private static final List<String> QUERY_PARAMETERS =
            List.of(ALGORITHM, IN_QUERY + CREDENTIAL, IN_QUERY + SIGNATURE, IN_QUERY + SIGNED_HEADERS, DATE);

    /**
     * Reads the signature of a request.
     *
     * @throws RefusedException when there is none, or it lacks a part
     */
    static Signature of(Exchange exchange) throws RefusedException {
        String header = exchange.header(AUTHORIZATION);
        boolean inQuery = exchange.queryParameter(ALGORITHM) != null;
        if (header != null && inQuery) {
            throw new RefusedException(Refusal.unsigned(
                    "InvalidSignatureException",
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."));
        }
        if (header != null && header.strip().startsWith(SCHEME)) {
            return inHeader(header, exchange);
        }
        if (inQuery) {
            return inQuery(exchange);
        }
        throw new RefusedException(
                Refusal.unsigned("MissingAuthenticationTokenException", "Request is missing Authentication Token"));
    }

    private static Signature inHeader(String header, Exchange exchange) throws RefusedException {
        String[] parts = SEPARATORS.split(header.strip());
        Map<String, String> present = new HashMap<>();
        for (String parameter : parts) {
            int equals = parameter.indexOf('=');
            if (equals >= 0 && equals < parameter.length() - 1) {
                present.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        StringBuilder missing = new StringBuilder();
        for (String parameter : HEADER_PARAMETERS) {
            if (!present.containsKey(parameter)) {
                missing.append("Authorization header requires '")
                        .append(parameter)
                        .append("' parameter. ");
            }
        }
        String date = exchange.header(DATE);
        if (date == null) {
            date = exchange.header("Date");
        }
        if (date == null) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing.append(AUTHORIZATION).append('=').append(header));
        }
        return new Signature(
                parts[0],
                Objects.requireNonNull(present.get(CREDENTIAL)),
                Objects.requireNonNull(present.get(SIGNED_HEADERS)),
                Objects.requireNonNull(present.get(SIGNATURE)),
                Objects.requireNonNull(date),
                null,
                exchange.header(TOKEN));
    }

    private static Signature inQuery(Exchange exchange) throws RefusedException {
        StringBuilder missing = new StringBuilder();
        for (String parameter : QUERY_PARAMETERS) {
            String value = exchange.queryParameter(parameter);
            if (value == null || value.isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(parameter)
                        .append("'. ");
            }
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing.append("Re-examine the query-string parameters."));
        }
        String token = exchange.queryParameter(TOKEN);
        return new Signature(
                Objects.requireNonNull(exchange.queryParameter(ALGORITHM)),
                Objects.requireNonNull(exchange.queryParameter(IN_QUERY + CREDENTIAL)),
                Objects.requireNonNull(exchange.queryParameter(IN_QUERY + SIGNED_HEADERS)),
                Objects.requireNonNull(exchange.queryParameter(IN_QUERY + SIGNATURE)),
                Objects.requireNonNull(exchange.queryParameter(DATE)),
                exchange.queryParameter(IN_QUERY + "Expires"),
                token == null ? exchange.header(TOKEN) : token);
    }

    private static RefusedException incomplete(StringBuilder missing) {
        return new RefusedException(Refusal.unsigned("IncompleteSignatureException", missing.toString()));
    }

    /** Tells whose it is, and not the token, which is a secret. */
    @Override
    public String toString() {
        return "Signature[" + credential + "]";
    }
}
