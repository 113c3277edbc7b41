package dev.dolmen.cli;

import dev.dolmen.server.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The certificate to serve HTTPS with. Its password is never an argument: those are shown to every user of the machine, and
 * kept in the shell's history.
 */
final class TlsOptions {

    /** Holds the password, if no file does. */
    static final String PASSWORD_VARIABLE = "DOLMEN_TLS_PASSWORD";

    @Option(
            names = "--tls-keystore",
            description = "Serve HTTPS with the certificate and key of this PKCS#12 keystore. Its password is in"
                    + " --tls-password-file or in the environment, in " + PASSWORD_VARIABLE + ".")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-certificate",
            description = "Serve HTTPS with the certificate in this PEM file; those that vouch for it follow it there."
                    + " --tls-key has its key.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            description =
                    "The private key of --tls-certificate, in PEM (PKCS#8); a password for it, if it is encrypted,"
                            + " is given as for a keystore.")
    private @Nullable Path key;

    @Option(names = "--tls-password-file", description = "A file whose first line is the password.")
    private @Nullable Path passwordFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Reads the certificate that the options name; null when they name none.
     *
     * @param environment where the password may be
     * @throws ParameterException when they do not go together
     */
    @Nullable
    Tls read(Map<String, String> environment) {
        if (keystore != null && (certificate != null || key != null)) {
            throw wrong("--tls-keystore goes with neither --tls-certificate nor --tls-key");
        }
        if ((certificate == null) != (key == null)) {
            throw wrong("--tls-certificate and --tls-key go together");
        }
        if (keystore != null) {
            char[] password = password(environment);
            return Tls.keyStore(keystore, password == null ? new char[0] : password);
        }
        if (certificate != null && key != null) {
            return Tls.pem(certificate, key, password(environment));
        }
        if (passwordFile != null) {
            throw wrong("--tls-password-file goes with --tls-keystore or --tls-key");
        }
        return null;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private char @Nullable [] password(Map<String, String> environment) {
        if (passwordFile == null) {
            String password = environment.get(PASSWORD_VARIABLE);
            return password == null ? null : password.toCharArray();
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("").toCharArray();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("cannot read " + passwordFile + ": No such file or directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + passwordFile + ": " + e.getMessage(), e);
        }
    }
}
