package dev.dolmen.server;

import dev.dolmen.server.credentials.AccessKey;
import dev.dolmen.server.credentials.CredentialsReader;
import dev.dolmen.server.credentials.FileFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a server, by which keys, and to do what. With them a server checks every request's signature (AWS Signature
 * Version 4), and whether the policy of its user allows what it asks for. Immutable.
 *
 * <p>{@code docs/access.md} describes the file. A user without a policy may do everything; one with a policy only what it
 * allows and does not deny.
 */
public final class Credentials {

    private final Map<String, AccessKey> keys;

    private Credentials(Map<String, AccessKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a file of users. Later changes of the file have no effect.
     *
     * @throws ConfigurationException when there is anything in it that is wrong or not understood, with its line
     * @throws UncheckedIOException when it cannot be read
     */
    public static Credentials read(Path file) {
        try {
            return new Credentials(CredentialsReader.read(ConfigurationFile.read(file)));
        } catch (FileFormatException e) {
            throw new ConfigurationException(file + ": " + e.getMessage(), e);
        }
    }

    /** The key of that id, or null. */
    @Nullable
    AccessKey key(String id) {
        return keys.get(id);
    }

    /** Tells no secrets. */
    @Override
    public String toString() {
        return "Credentials[access keys: " + keys.size() + "]";
    }
}
