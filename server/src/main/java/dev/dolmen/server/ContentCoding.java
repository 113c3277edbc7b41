package dev.dolmen.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is coded (RFC 9110, "Content codings"): compressed, or as it is. */
enum ContentCoding {
    GZIP {
        @Override
        InputStream decoded(InputStream coded) throws IOException {
            return new GZIPInputStream(coded);
        }
    },
    /** Whose format is that of zlib, in spite of the name. */
    DEFLATE {
        @Override
        InputStream decoded(InputStream coded) {
            return new InflaterInputStream(coded);
        }
    };

    /** What a client is told to choose from. */
    static final String KNOWN = "gzip, deflate";

    /** @throws IOException when the bytes are not so coded; the stream throws it too, when it comes to them */
    abstract InputStream decoded(InputStream coded) throws IOException;

    /**
     * The codings to undo, in the order in which to undo them.
     *
     * @param contentEncoding the header that lists them in the order in which they were applied; null for none
     * @return null when one of them is unknown
     */
    static @Nullable List<ContentCoding> toUndo(@Nullable String contentEncoding) {
        List<ContentCoding> codings = new ArrayList<>();
        if (contentEncoding != null) {
            for (String coding : contentEncoding.split(",")) {
                switch (coding.strip().toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> codings.add(GZIP);
                    case "deflate" -> codings.add(DEFLATE);
                    case "identity", "" -> {}
                    default -> {
                        return null;
                    }
                }
            }
        }
        Collections.reverse(codings);
        return codings;
    }
}
