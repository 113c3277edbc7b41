package dev.dolmen.server;

import dev.dolmen.Dolmen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves a store over HTTP in DynamoDB's JSON protocol, so that AWS's own clients talk to it:
 *
 * <pre>{@code
 * try (Dolmen dolmen = Dolmen.open(directory);
 *         DolmenServer server = DolmenServer.start(dolmen, ServerOptions.DEFAULT)) {
 *     // boto3.resource("dynamodb", endpoint_url=server.endpoint())
 * }
 * }</pre>
 *
 * <p>Signatures are checked when there are {@link ServerOptions#credentials credentials}; without them whoever reaches the
 * server can do everything, so it listens on loopback unless told otherwise. The store is the caller's and is not closed
 * with the server. Thread-safe.
 */
public final class DolmenServer implements AutoCloseable {

    /** All of a request's headers together: one may be the token of a session, which AWS makes as long as it needs. */
    private static final int MAX_HEADER_BYTES = 64 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Server server;
    private final ServerConnector connector;
    private final String scheme;

    private DolmenServer(Server server, ServerConnector connector, String scheme) {
        this.server = server;
        this.connector = connector;
        this.scheme = scheme;
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException when the address cannot be listened on: taken already, or not this machine's
     */
    public static DolmenServer start(Dolmen dolmen, ServerOptions options) {
        return start(dolmen, options, InstantSource.system());
    }

    /** @param clock by which signatures are held to have been made lately */
    static DolmenServer start(Dolmen dolmen, ServerOptions options, InstantSource clock) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("dolmen-server");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setStopTimeout(options.stopTimeout().toMillis());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, connections(options.tls(), http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.idleTimeout().toMillis());
        server.addConnector(connector);
        // What cannot be understood as HTTP is answered with a status alone: clients of this protocol expect no pages.
        server.setErrorHandler((request, response, callback) -> {
            response.write(true, NOTHING, callback);
            return true;
        });
        // Stopping waits for the requests under way.
        server.setHandler(new GracefulHandler(new ProtocolHandler(
                new Operations(dolmen),
                gate(options.credentials(), clock),
                new Cors(options.allowedOrigins()),
                options.maxRequestBytes())));
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage(), e);
        }
        LifeCycle.start(server);
        return new DolmenServer(server, connector, options.tls() == null ? "http" : "https");
    }

    private static Gate gate(@Nullable Credentials credentials, InstantSource clock) {
        return credentials == null ? Gate.OPEN : new Authentication(credentials, new SignatureTime(clock));
    }

    private static ConnectionFactory[] connections(@Nullable Tls tls, HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls == null) {
            return new ConnectionFactory[] {plain};
        }
        SslContextFactory.Server encryption = new SslContextFactory.Server();
        encryption.setSslContext(tls.context());
        encryption.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return new ConnectionFactory[] {new SslConnectionFactory(encryption, plain.getProtocol()), plain};
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** The address for a client's {@code endpoint_url}. */
    public URI endpoint() {
        String host = connector.getHost();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** Takes no new requests, waits for those under way, and stops. Does nothing when it has stopped already. */
    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
