package dev.dolmen.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How a server listens.
 *
 * @param host the address to listen on; loopback by default. Whoever reaches it can read and write everything
 * @param port 0, the default, for any that is free
 * @param allowedOrigins the origins, besides those of this machine, whose web pages a browser lets use the server,
 *     {@code *} for all; none by default
 * @param maxRequestBytes the largest body it reads; 16 MiB by default, as much as DynamoDB takes
 * @param idleTimeout how long a connection may be silent before it is closed; a minute by default
 * @param stopTimeout how long {@link DolmenServer#close} waits for requests under way; 10 seconds by default
 */
public record ServerOptions(
        String host,
        int port,
        Set<String> allowedOrigins,
        int maxRequestBytes,
        Duration idleTimeout,
        Duration stopTimeout) {

    public static final ServerOptions DEFAULT =
            new ServerOptions("127.0.0.1", 0, Set.of(), 16 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10));

    public ServerOptions {
        Objects.requireNonNull(host, "host");
        allowedOrigins = Set.copyOf(allowedOrigins);
        Objects.requireNonNull(idleTimeout, "idleTimeout");
        Objects.requireNonNull(stopTimeout, "stopTimeout");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not one: 0 to 65535");
        }
        if (maxRequestBytes < 1) {
            throw new IllegalArgumentException("maxRequestBytes " + maxRequestBytes + " is not positive");
        }
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(newHost, port, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(host, newPort, allowedOrigins, maxRequestBytes, idleTimeout, stopTimeout);
    }

    public ServerOptions withAllowedOrigins(Set<String> newAllowedOrigins) {
        return new ServerOptions(host, port, newAllowedOrigins, maxRequestBytes, idleTimeout, stopTimeout);
    }

    public ServerOptions withMaxRequestBytes(int newMaxRequestBytes) {
        return new ServerOptions(host, port, allowedOrigins, newMaxRequestBytes, idleTimeout, stopTimeout);
    }

    public ServerOptions withIdleTimeout(Duration newIdleTimeout) {
        return new ServerOptions(host, port, allowedOrigins, maxRequestBytes, newIdleTimeout, stopTimeout);
    }

    public ServerOptions withStopTimeout(Duration newStopTimeout) {
        return new ServerOptions(host, port, allowedOrigins, maxRequestBytes, idleTimeout, newStopTimeout);
    }
}
