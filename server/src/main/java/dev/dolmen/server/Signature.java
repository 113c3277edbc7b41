package dev.dolmen.server;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to bring of a signature, in its {@code Authorization} header or in its query (AWS Signature Version 4).
 * Every SDK does. Whose signature it is, and whether it is right, is not checked.
 */
final class Signature {

    private static final String AUTHORIZATION = "Authorization";
    private static final String SCHEME = "AWS4-";
    private static final String IN_QUERY = "X-Amz-Algorithm";

    private static final List<String> HEADER_PARAMETERS = List.of("Credential", "Signature", "SignedHeaders");

    private static final List<String> QUERY_PARAMETERS =
            List.of(IN_QUERY, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");

    private Signature() {}

    /** The answer to a request that lacks a signature or parts of it; null when it has all of them. */
    static @Nullable Refusal missing(Exchange exchange) {
        String header = exchange.header(AUTHORIZATION);
        boolean inQuery = exchange.queryParameter(IN_QUERY) != null;
        if (header != null && inQuery) {
            return Refusal.unsigned(
                    "InvalidSignatureException",
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }
        if (header != null && header.strip().startsWith(SCHEME)) {
            return incomplete(missingFromHeader(header, exchange));
        }
        return inQuery
                ? incomplete(missingFromQuery(exchange))
                : Refusal.unsigned("MissingAuthenticationTokenException", "Request is missing Authentication Token");
    }

    private static @Nullable Refusal incomplete(String missing) {
        return missing.isEmpty() ? null : Refusal.unsigned("IncompleteSignatureException", missing);
    }

    private static String missingFromHeader(String header, Exchange exchange) {
        Set<String> present = new TreeSet<>();
        for (String parameter : header.split("[, ]+")) {
            int equals = parameter.indexOf('=');
            if (equals >= 0 && equals < parameter.length() - 1) {
                present.add(parameter.substring(0, equals));
            }
        }
        StringBuilder missing = new StringBuilder();
        for (String parameter : HEADER_PARAMETERS) {
            if (!present.contains(parameter)) {
                missing.append("Authorization header requires '")
                        .append(parameter)
                        .append("' parameter. ");
            }
        }
        if (exchange.header("X-Amz-Date") == null && exchange.header("Date") == null) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return missing.isEmpty()
                ? ""
                : missing.append(AUTHORIZATION).append('=').append(header).toString();
    }

    private static String missingFromQuery(Exchange exchange) {
        StringBuilder missing = new StringBuilder();
        for (String parameter : QUERY_PARAMETERS) {
            String value = exchange.queryParameter(parameter);
            if (value == null || value.isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(parameter)
                        .append("'. ");
            }
        }
        return missing.isEmpty()
                ? ""
                : missing.append("Re-examine the query-string parameters.").toString();
    }
}
