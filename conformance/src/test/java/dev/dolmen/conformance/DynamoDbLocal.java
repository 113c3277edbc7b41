package dev.dolmen.conformance;

import java.net.InetAddress;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Amazon's emulator, in memory, in this process. Its own main class would listen on every interface; here its handler
 * stands behind a connector that listens on loopback alone.
 */
final class DynamoDbLocal implements AutoCloseable {

    private final Server server = new Server();
    private final LocalDynamoDBRequestHandler requests;
    private final ServerConnector connector;

    DynamoDbLocal() {
        requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null)));
        LifeCycle.start(server);
    }

    Endpoint endpoint() {
        return new Endpoint(URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/"));
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        requests.shutdown();
    }
}
