package dev.dolmen.lsm.encoding;

import java.io.IOException;

/** Bytes that no {@link Encoder} made. Whoever knows the file turns it into a corruption of that file. */
public final class MalformedEncodingException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /** @param offset from the start of what was decoded, in bytes */
    public MalformedEncodingException(int offset, String what) {
        super("at byte " + offset + ": " + what);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}
