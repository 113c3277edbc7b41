package dev.dolmen.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes requests on to a server and loses the answer to the first try of every call of some operations: the request has been
 * performed, its client hears nothing, and tries again.
 */
final class AnswerLosingProxy implements AutoCloseable {

    private static final String INVOCATION_ID = "amz-sdk-invocation-id:";

    private final URI server;
    private final List<String> operations;
    private final ServerSocket socket;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();

    private AnswerLosingProxy(URI server, List<String> operations, ServerSocket socket) {
        this.server = server;
        this.operations = operations;
        this.socket = socket;
    }

    static AnswerLosingProxy to(String server, String... operations) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AnswerLosingProxy proxy = new AnswerLosingProxy(URI.create(server), List.of(operations), socket);
        Thread thread = new Thread(proxy::accept, "answer-losing-proxy");
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many answers it has lost. */
    int lost() {
        return lost.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                pass(client);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** One request for each connection: the answer says that it will be closed. */
    private void pass(Socket client) throws IOException {
        String head = head(client.getInputStream());
        byte[] body = client.getInputStream().readNBytes(contentLength(head));
        byte[] answer;
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            String closing = head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
            upstream.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            upstream.getOutputStream().write(body);
            upstream.getOutputStream().flush();
            answer = upstream.getInputStream().readAllBytes();
        }
        if (operations.contains(operation(head)) && heard.add(header(head, INVOCATION_ID))) {
            lost.incrementAndGet();
            return;
        }
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended within its head: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String operation(String head) {
        String target = header(head, "x-amz-target:");
        return target.substring(target.lastIndexOf('.') + 1);
    }

    private static int contentLength(String head) {
        return Integer.parseInt(header(head, "content-length:"));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + head));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
