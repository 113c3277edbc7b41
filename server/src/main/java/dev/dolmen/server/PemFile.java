package dev.dolmen.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Certificates and private keys in PEM (RFC 7468). */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<base64>[^-]*)-----END \\k<label>-----");

    private static final String PLAIN_KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    /** The names of the encryption scheme that RFC 8018 recommends. */
    private static final Set<String> PBES2 = Set.of("PBES2", "1.2.840.113549.1.5.13");

    /** The kinds of keys that certificates of servers have, with the signature that shows whether a pair is one. */
    private enum KeyKind {
        RSA("SHA256withRSA"),
        EC("SHA256withECDSA"),
        EdDSA("EdDSA");

        private final String signature;

        KeyKind(String signature) {
            this.signature = signature;
        }
    }

    private PemFile() {}

    /** @return at least one, that of the server first */
    static List<X509Certificate> certificates(Path file) {
        byte[] bytes = ConfigurationFile.read(file);
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new ConfigurationException(file + ": there is no certificate in it", null);
            }
            return certificates;
        } catch (CertificateException e) {
            throw new ConfigurationException(file + ": this is no certificate in PEM", e);
        }
    }

    /** @param password null when the key is not encrypted */
    static PrivateKey privateKey(Path file, char @Nullable [] password) {
        String text = new String(ConfigurationFile.read(file), StandardCharsets.ISO_8859_1);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group("label");
            if (label.equals(PLAIN_KEY)) {
                return key(file, decoded(file, block.group("base64")));
            }
            if (label.equals(ENCRYPTED_KEY)) {
                return key(file, decrypted(file, decoded(file, block.group("base64")), password));
            }
            if (label.endsWith(PLAIN_KEY)) {
                throw new ConfigurationException(
                        file + ": a key of the form \"" + label + "\" is not read; openssl pkcs8 -topk8 -in " + file
                                + " writes it as PKCS#8",
                        null);
            }
        }
        throw new ConfigurationException(file + ": there is no private key in it", null);
    }

    private static byte[] decoded(Path file, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(file + ": this is no PEM", null);
        }
    }

    /** What went wrong inside is not told: it is about a secret. */
    private static byte[] decrypted(Path file, byte[] encrypted, char @Nullable [] password) {
        if (password == null) {
            throw new ConfigurationException(file + ": the key is encrypted, and no password is given", null);
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            // Of PBES2 the parameters, and not the name, say which algorithms it is made of.
            String algorithm =
                    PBES2.contains(info.getAlgName()) ? info.getAlgParameters().toString() : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new ConfigurationException(
                    file + ": the key is encrypted in a way that is not read; openssl pkcs8 -topk8 -in " + file
                            + " writes it in one that is",
                    null);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(file + ": the key cannot be decrypted: the password is wrong", null);
        }
    }

    private static PrivateKey key(Path file, byte[] pkcs8) {
        for (KeyKind kind : KeyKind.values()) {
            try {
                return KeyFactory.getInstance(kind.name()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // is no key of this kind
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("this platform has no " + kind, e);
            }
        }
        throw new ConfigurationException(file + ": the private key is of no kind that is known: RSA, EC, EdDSA", null);
    }

    /** Sees to it that the key is that of the certificate, which clients would find out only as they connect. */
    static void requirePair(X509Certificate certificate, PrivateKey key, Path certificateFile, Path keyFile) {
        boolean isPair;
        try {
            isPair = verifies(certificate.getPublicKey(), key);
        } catch (GeneralSecurityException e) {
            isPair = false;
        }
        if (!isPair) {
            throw new ConfigurationException(
                    keyFile + ": this is not the key of the certificate in " + certificateFile, null);
        }
    }

    private static boolean verifies(PublicKey publicKey, PrivateKey key) throws GeneralSecurityException {
        for (KeyKind kind : KeyKind.values()) {
            if (kind.name().equals(key.getAlgorithm())) {
                byte[] signed = PLAIN_KEY.getBytes(StandardCharsets.US_ASCII);
                Signature signature = Signature.getInstance(kind.signature);
                signature.initSign(key);
                signature.update(signed);
                byte[] made = signature.sign();
                signature.initVerify(publicKey);
                signature.update(signed);
                return signature.verify(made);
            }
        }
        return false;
    }
}
