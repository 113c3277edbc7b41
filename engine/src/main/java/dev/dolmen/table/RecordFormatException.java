package dev.dolmen.table;

/** Bytes that are not a table definition, an operation or an answer in a form this release reads. */
public final class RecordFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    private RecordFormatException(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    /** Whether a newer release wrote them; they are damaged otherwise. */
    public boolean isNewer() {
        return newer;
    }

    static RecordFormatException corrupt(String what) {
        return new RecordFormatException(what, false);
    }

    static RecordFormatException newer(String what, int version) {
        return new RecordFormatException(what + " of version " + version + ", written by a newer release", true);
    }
}
