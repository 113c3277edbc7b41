package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.Dolmen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS from a keystore and from PEM, and what is said of files that are wrong. */
class TlsTest {

    private static final String PASSWORD = "a password";

    @TempDir
    static Path directory;

    private static Path keyStoreFile;
    private static KeyStore keyStore;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keyStoreFile = made("server", "EC", "secp256r1");
        keyStore = loaded(keyStoreFile);
    }

    /** A self-signed certificate for this machine, in a keystore. */
    private static Path made(String name, String algorithm, String group) throws Exception {
        Path file = directory.resolve(name + ".p12");
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-keyalg",
                algorithm,
                group.matches("\\d+") ? "-keysize" : "-groupname",
                group,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1");
        Process process = keytool.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return file;
    }

    private static KeyStore loaded(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(String file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                directory.resolve(file),
                "Bag Attributes\n    friendlyName: server\n-----BEGIN " + label + "-----\n" + base64 + "\n-----END "
                        + label + "-----\n");
    }

    private static Path certificate(KeyStore store, String alias) throws Exception {
        return pem(alias + ".crt", "CERTIFICATE", store.getCertificate(alias).getEncoded());
    }

    private static byte[] key(KeyStore store, String alias) throws Exception {
        return store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    }

    private static HttpClient client() throws Exception {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", keyStore.getCertificate("server"));
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static void serves(Tls tls) throws Exception {
        try (Dolmen dolmen = Dolmen.open(Files.createTempDirectory(directory, "store"));
                DolmenServer server = DolmenServer.start(dolmen, ServerOptions.DEFAULT.withTls(tls))) {
            assertThat(server.endpoint().getScheme()).isEqualTo("https");
            HttpRequest request = SignedRequests.to(server.endpoint())
                    .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(client().send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"TableNames\":[]}");
            HttpRequest local = HttpRequest.newBuilder(java.net.URI.create("https://localhost:" + server.port()))
                    .build();
            assertThat(client().send(local, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .startsWith("healthy: localhost:");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                    .as("a client that does not know the certificate")
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void servesFromAKeystore() throws Exception {
        Tls tls = Tls.keyStore(keyStoreFile, PASSWORD.toCharArray());
        assertThat(tls).hasToString("Tls[CN=server]");
        serves(tls);
    }

    @Test
    void servesFromPem() throws Exception {
        serves(Tls.pem(
                certificate(keyStore, "server"), pem("server.key", "PRIVATE KEY", key(keyStore, "server")), null));
    }

    @Test
    void servesFromPemWithAnEncryptedKey() throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD.toCharArray())),
                new PBEParameterSpec(random, 1000, new IvParameterSpec(random)));
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        byte[] encrypted =
                new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key(keyStore, "server"))).getEncoded();
        Path certificate = certificate(keyStore, "server");
        Path key = pem("encrypted.key", "ENCRYPTED PRIVATE KEY", encrypted);
        serves(Tls.pem(certificate, key, PASSWORD.toCharArray()));
        refused(() -> Tls.pem(certificate, key, null), key + ": the key is encrypted, and no password is given");
        Path unknown = pem("unknown.key", "ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});
        refused(
                () -> Tls.pem(certificate, unknown, PASSWORD.toCharArray()),
                unknown + ": the key is encrypted in a way that is not read; openssl pkcs8 -topk8 -in " + unknown
                        + " writes it in one that is");
        refused(
                () -> Tls.pem(certificate, key, "wrong".toCharArray()),
                key + ": the key cannot be decrypted: the password is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1.2", "TLSv1.3"})
    void speaksTheTwoLatestVersions(String version) throws Exception {
        try (Dolmen dolmen = Dolmen.open(Files.createTempDirectory(directory, "store"));
                DolmenServer server = DolmenServer.start(
                        dolmen, ServerOptions.DEFAULT.withTls(Tls.keyStore(keyStoreFile, PASSWORD.toCharArray())));
                SSLSocket socket =
                        (SSLSocket) client().sslContext().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            socket.setSSLParameters(parameters);
            if (version.equals("TLSv1.1")) {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
            } else {
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }
    }

    private static void refused(ThrowingCallable read, String message) {
        assertThatThrownBy(read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message)
                .message()
                .doesNotContain(PASSWORD);
    }

    @Test
    void wrongFilesAreRefused() throws Exception {
        Path rubbish = Files.writeString(directory.resolve("rubbish"), "rubbish");
        Path rsa = made("rsa", "RSA", "2048");
        Path certificate = certificate(keyStore, "server");
        Path key = pem("good.key", "PRIVATE KEY", key(keyStore, "server"));
        refused(() -> Tls.keyStore(rubbish, new char[0]), rubbish + ": this is no PKCS#12 keystore");
        refused(() -> Tls.keyStore(keyStoreFile, new char[0]), keyStoreFile + ": the password is wrong");
        refused(() -> Tls.pem(rubbish, key, null), rubbish + ": this is no certificate in PEM");
        refused(() -> Tls.pem(certificate, rubbish, null), rubbish + ": there is no private key in it");
        refused(
                () -> Tls.pem(certificate(loaded(rsa), "rsa"), key, null),
                key + ": this is not the key of the certificate in " + directory.resolve("rsa.crt"));
        Path otherKey = pem("rsa.key", "PRIVATE KEY", key(loaded(rsa), "rsa"));
        refused(
                () -> Tls.pem(certificate, otherKey, null),
                otherKey + ": this is not the key of the certificate in " + certificate);
        Path old = pem("old.key", "EC PRIVATE KEY", new byte[] {1, 2, 3});
        refused(
                () -> Tls.pem(certificate, old, null),
                old + ": a key of the form \"EC PRIVATE KEY\" is not read; openssl pkcs8 -topk8 -in " + old
                        + " writes it as PKCS#8");
        Path none = pem("none.key", "PRIVATE KEY", new byte[] {1, 2, 3});
        refused(
                () -> Tls.pem(certificate, none, null),
                none + ": the private key is of no kind that is known: RSA, EC, EdDSA");
        assertThatThrownBy(() -> Tls.keyStore(directory.resolve("missing"), new char[0]))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read " + directory.resolve("missing") + ": No such file or directory");
        serves(Tls.pem(certificate, Objects.requireNonNull(key), null));
    }

    @Test
    void aKeystoreWithoutAKeyOrWithTwoIsRefused() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setCertificateEntry("server", keyStore.getCertificate("server"));
        Path file = directory.resolve("empty.p12");
        try (var out = Files.newOutputStream(file)) {
            empty.store(out, PASSWORD.toCharArray());
        }
        refused(
                () -> Tls.keyStore(file, PASSWORD.toCharArray()),
                file + ": there must be one private key in the keystore, not 0");
    }
}
