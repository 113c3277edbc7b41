package dev.dolmen.server.credentials;

/** A file is not what it must be; the message says what is wrong and where, and has no values of secret members. */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileFormatException(String message) {
        super(message);
    }
}
