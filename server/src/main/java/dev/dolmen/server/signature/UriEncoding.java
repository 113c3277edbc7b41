package dev.dolmen.server.signature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths and queries as they are signed (AWS, "Create a signed API request": canonical URI and canonical query string).
 * All texts hold one byte in each character.
 */
public final class UriEncoding {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int ESCAPE_LENGTH = 3;
    private static final int RADIX = 16;

    private UriEncoding() {}

    /**
     * The path, without dots and doubled slashes, encoded once more: in every service but S3 that is done to what is encoded
     * already.
     *
     * @param path as it was sent
     */
    static String canonicalPath(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(encoded(segment));
            }
        }
        String joined = "/" + String.join("/", segments);
        return path.endsWith("/") && !segments.isEmpty() ? joined + "/" : joined;
    }

    /**
     * The parameters, encoded alike however they were sent, in the order of their names and then of their values.
     *
     * @param query as it was sent
     * @param without the name of a parameter to leave out
     */
    static String canonicalQuery(String query, String without) {
        List<String> parameters = new ArrayList<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (!parameter.isEmpty() && !decoded(name).equals(without)) {
                // What separates name and value must sort before all that a name can hold, which "=" does not.
                parameters.add(encoded(decoded(name)) + '\0' + encoded(decoded(value)));
            }
        }
        parameters.sort(null);
        return String.join("&", parameters).replace('\0', '=');
    }

    /**
     * The value of a parameter, the first one if there are several; null when there is none.
     *
     * @param query as it was sent
     */
    public static @Nullable String parameter(String query, String name) {
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (decoded(equals < 0 ? parameter : parameter.substring(0, equals)).equals(name)) {
                return equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            }
        }
        return null;
    }

    private static String encoded(String bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char b = bytes.charAt(i);
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append(b);
            } else {
                encoded.append('%').append(HEX[b >> 4]).append(HEX[b & 0xF]);
            }
        }
        return encoded.toString();
    }

    /** What is no escape stays as it is: it is signed so, or the signature is wrong. */
    private static String decoded(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        StringBuilder decoded = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            int value = encoded.charAt(i) == '%' ? escaped(encoded, i) : -1;
            decoded.append(value < 0 ? encoded.charAt(i) : (char) value);
            i += value < 0 ? 0 : ESCAPE_LENGTH - 1;
        }
        return decoded.toString();
    }

    /** @return the byte that is escaped there, or -1 */
    private static int escaped(String encoded, int at) {
        if (at + ESCAPE_LENGTH > encoded.length()) {
            return -1;
        }
        int high = Character.digit(encoded.charAt(at + 1), RADIX);
        int low = Character.digit(encoded.charAt(at + 2), RADIX);
        return high < 0 || low < 0 ? -1 : high * RADIX + low;
    }
}
