package dev.dolmen.server.credentials;

import dev.dolmen.server.signature.CredentialScope;
import dev.dolmen.server.signature.SigningProcess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A key that a user signs requests with. Its secret is never shown: a class and no record, so that no text has it. */
public final class AccessKey {

    private final String id;
    private final String secret;
    private final @Nullable String sessionToken;
    private final User user;

    /** @param sessionToken what requests have to bring with them besides; null for nothing */
    AccessKey(String id, String secret, @Nullable String sessionToken, User user) {
        this.id = id;
        this.secret = secret;
        this.sessionToken = sessionToken;
        this.user = user;
    }

    String id() {
        return id;
    }

    public User user() {
        return user;
    }

    /** Whether requests have to bring a token with them. */
    public boolean needsToken() {
        return sessionToken != null;
    }

    /** Whether this is the key's token. Takes the same time however much of it is right. */
    public boolean hasToken(String token) {
        return sessionToken != null
                && MessageDigest.isEqual(
                        sessionToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this key made a signature. Takes the same time however much of it is right. */
    public boolean signed(SigningProcess process, CredentialScope scope, byte[] signature) {
        return MessageDigest.isEqual(process.signature(secret, scope), signature);
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + user.name() + "]";
    }
}
