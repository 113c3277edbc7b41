package dev.dolmen.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server shows, and its private key: with them it speaks HTTPS alone, by TLS 1.2 or 1.3. They are
 * read once; a new certificate is in force after a restart. Immutable.
 */
public final class Tls {

    private static final String PKCS12 = "PKCS12";

    private final SSLContext context;
    private final String subject;

    private Tls(PrivateKey key, List<? extends Certificate> chain) throws GeneralSecurityException, IOException {
        // It is never written, so its password keeps nothing secret.
        char[] password = new char[0];
        KeyStore own = KeyStore.getInstance(PKCS12);
        own.load(null, password);
        own.setKeyEntry("server", key, password, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        subject = chain.get(0) instanceof X509Certificate x509
                ? x509.getSubjectX500Principal().getName()
                : "unknown";
    }

    /**
     * Takes certificate and key from a PKCS#12 keystore, which must have one key alone.
     *
     * @param password of the keystore and of the key in it; empty for none
     * @throws ConfigurationException when it is no such keystore, or the password is not its
     * @throws UncheckedIOException when it cannot be read
     */
    public static Tls keyStore(Path file, char[] password) {
        byte[] bytes = ConfigurationFile.read(file);
        try {
            KeyStore store = KeyStore.getInstance(PKCS12);
            store.load(new ByteArrayInputStream(bytes), password);
            List<String> keys = Collections.list(store.aliases()).stream()
                    .filter(alias -> holdsKey(store, alias))
                    .toList();
            if (keys.size() != 1) {
                throw new ConfigurationException(
                        file + ": there must be one private key in the keystore, not " + keys.size(), null);
            }
            Key key = store.getKey(keys.get(0), password);
            return new Tls((PrivateKey) key, List.of(store.getCertificateChain(keys.get(0))));
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof UnrecoverableKeyException;
            throw new ConfigurationException(
                    file + (wrongPassword ? ": the password is wrong" : ": this is no PKCS#12 keystore"), e);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(file + ": the keystore cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the keystore has been loaded", e);
        }
    }

    /**
     * Takes certificate and key from files in PEM, as certificate authorities and OpenSSL write them.
     *
     * @param certificate the server's certificate, and after it those that vouch for it, if there are any
     * @param key the private key in PKCS#8 ({@code BEGIN PRIVATE KEY}), or encrypted ({@code BEGIN ENCRYPTED PRIVATE KEY})
     * @param password of the key, where it is encrypted; null otherwise
     * @throws ConfigurationException when they are no such files, or do not belong together, or the password is wrong
     * @throws UncheckedIOException when one cannot be read
     */
    public static Tls pem(Path certificate, Path key, char @Nullable [] password) {
        List<X509Certificate> chain = PemFile.certificates(certificate);
        PrivateKey privateKey = PemFile.privateKey(key, password);
        PemFile.requirePair(chain.get(0), privateKey, certificate, key);
        try {
            return new Tls(privateKey, chain);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(certificate + ": the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** Tells whose certificate it is, and no secrets. */
    @Override
    public String toString() {
        return "Tls[" + subject + "]";
    }
}
