package dev.dolmen.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens.
 *
 * @param host the address to listen on; loopback by default. Without {@code credentials}, whoever reaches it can read and
 *     write everything
 * @param port 0, the default, for any that is free
 * @param allowedOrigins the origins, besides those of this machine, whose web pages a browser lets use the server,
 *     {@code *} for all; none by default
 * @param maxRequestBytes the largest body it reads; 16 MiB by default, as much as DynamoDB takes
 * @param idleTimeout how long a connection may be silent before it is closed; a minute by default
 * @param stopTimeout how long {@link DolmenServer#close} waits for requests under way; 10 seconds by default
 * @param credentials who may use it, and what for: signatures are checked by them, and permissions. Null, the default, lets
 *     everyone do everything
 * @param tls the certificate with which it speaks HTTPS; null, the default, for plain HTTP
 */
public record ServerOptions(
        String host,
        int port,
        Set<String> allowedOrigins,
        int maxRequestBytes,
        Duration idleTimeout,
        Duration stopTimeout,
        @Nullable Credentials credentials,
        @Nullable Tls tls) {

    /** Any free port of the loopback address. */
    public static final ServerOptions DEFAULT = new ServerOptions(
            "127.0.0.1", 0, Set.of(), 16 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10), null, null);

    /** @throws IllegalArgumentException naming the option that makes no sense */
    public ServerOptions {
        Objects.requireNonNull(host, "host");
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not one: 0 to 65535");
        }
        if (maxRequestBytes < 1) {
            throw new IllegalArgumentException("maxRequestBytes " + maxRequestBytes + " is not positive");
        }
        requirePositive("idleTimeout", idleTimeout);
        requirePositive("stopTimeout", stopTimeout);
    }

    /** Less than a millisecond is none to what is underneath, which then waits for ever. */
    private static void requirePositive(String option, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException(option + " " + timeout + " is less than a millisecond");
        }
    }

    /** These, but with another {@link #host}. */
    public ServerOptions withHost(String newHost) {
        return new ServerOptions(
                newHost, port, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout, credentials, tls);
    }

    /** These, but with another {@link #port}. */
    public ServerOptions withPort(int newPort) {
        return new ServerOptions(
                host, newPort, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout, credentials, tls);
    }

    /** These, but with other {@link #allowedOrigins}. */
    public ServerOptions withAllowedOrigins(Set<String> newAllowedOrigins) {
        return new ServerOptions(
                host, port, newAllowedOrigins, maxRequestBytes, idleTimeout, stopTimeout, credentials, tls);
    }

    /** These, but with another {@link #maxRequestBytes}. */
    public ServerOptions withMaxRequestBytes(int newMaxRequestBytes) {
        return new ServerOptions(
                host, port, allowedOrigins, newMaxRequestBytes, idleTimeout, stopTimeout, credentials, tls);
    }

    /** These, but with another {@link #idleTimeout}. */
    public ServerOptions withIdleTimeout(Duration newIdleTimeout) {
        return new ServerOptions(
                host, port, allowedOrigins, maxRequestBytes, newIdleTimeout, stopTimeout, credentials, tls);
    }

    /** These, but with another {@link #stopTimeout}. */
    public ServerOptions withStopTimeout(Duration newStopTimeout) {
        return new ServerOptions(
                host, port, allowedOrigins, maxRequestBytes, idleTimeout, newStopTimeout, credentials, tls);
    }

    /** These, but with other {@link #credentials}. */
    public ServerOptions withCredentials(@Nullable Credentials newCredentials) {
        return new ServerOptions(
                host, port, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout, newCredentials, tls);
    }

    /** These, but with other {@link #tls}. */
    public ServerOptions withTls(@Nullable Tls newTls) {
        return new ServerOptions(
                host, port, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout, credentials, newTls);
    }
}
