package dev.dolmen.server.policy;

/**
 * A text in which {@code *} stands for any characters, also none, and {@code ?} for one (AWS, "IAM JSON policy elements:
 * Resource").
 */
record Wildcard(String pattern) {

    /** Takes time in proportion to the product of both lengths at most. */
    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                retry = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more.
                in = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    /** Whether it matches some text that begins so, as far as its characters before the first wildcard tell. */
    boolean mayBeginWith(String prefix) {
        int literal = 0;
        while (literal < pattern.length() && pattern.charAt(literal) != '*' && pattern.charAt(literal) != '?') {
            literal++;
        }
        String fixed = pattern.substring(0, literal);
        return fixed.startsWith(prefix) || literal < pattern.length() && prefix.startsWith(fixed);
    }
}
