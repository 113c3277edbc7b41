package dev.dolmen.server.signature;

import java.util.List;

/**
 * What of an HTTP request a signature can cover, as it was sent: nothing decoded. All texts but the method hold one byte in
 * each character, as ISO 8859-1 does.
 *
 * @param path the path of the request target
 * @param query what follows the question mark; empty when there is none
 * @param headers the request's headers
 * @param body compressed, if it was sent so
 */
public record SignableRequest(String method, String path, String query, Headers headers, byte[] body) {

    /** The headers of a request. */
    @FunctionalInterface
    public interface Headers {

        /**
         * The values of a header, in the order in which they were sent; none when it is not there.
         *
         * @param name in any case
         */
        List<String> values(String name);
    }
}
