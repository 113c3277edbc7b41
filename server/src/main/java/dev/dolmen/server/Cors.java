package dev.dolmen.server;

import java.net.URI;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Which web pages may use the server (Fetch standard, "CORS protocol"). AWS lets all of them, for its requests are signed;
 * here whoever may ask may read and write everything, unless there are credentials, so by default it is only pages from this
 * machine.
 *
 * <p>The browser is told, and keeps other pages from reading answers. Their requests are not performed either: a browser lets
 * a page talk to its own server, and takes this one for that when the name of the page's host has come to mean this machine
 * (DNS rebinding).
 *
 * @param allowed further origins, {@code *} for all
 */
record Cors(Set<String> allowed) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String MAX_AGE_SECONDS = "172800";
    private static final String EXPOSED = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";

    Cors {
        allowed = Set.copyOf(allowed);
    }

    /**
     * Adds what the browser wants to know.
     *
     * @return whether the request has been answered, since it only asks what is allowed or comes from a page that may not
     */
    boolean handle(Exchange exchange) {
        String origin = exchange.header("Origin");
        boolean preflight = HttpMethod.OPTIONS.is(exchange.method());
        boolean refused = origin != null && !allows(origin);
        if (origin != null && !refused) {
            exchange.setHeader("Access-Control-Allow-Origin", allowed.contains("*") ? "*" : origin);
            exchange.setHeader("Vary", "Origin");
            exchange.setHeader("Access-Control-Expose-Headers", EXPOSED);
            if (preflight) {
                copy(exchange, "Access-Control-Request-Headers", "Access-Control-Allow-Headers");
                copy(exchange, "Access-Control-Request-Method", "Access-Control-Allow-Methods");
                exchange.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
            }
        }
        if (preflight) {
            exchange.answer(200, "");
        } else if (refused) {
            exchange.answer(403, "This server may not be used by pages of " + origin + "\n");
        }
        return preflight || refused;
    }

    private static void copy(Exchange exchange, String asked, String allowedHeader) {
        String value = exchange.header(asked);
        if (value != null) {
            exchange.setHeader(allowedHeader, value);
        }
    }

    private boolean allows(String origin) {
        if (allowed.contains("*") || allowed.contains(origin)) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false; // no origin that can be named, such as "null"
        }
    }
}
